import { Matrix } from '@feedforward/datasets';
import { checkExamples } from '../check-examples.ts';
import { checkColumns } from '../labels/check-values.ts';
import type { Metric } from '../metric.ts';

/** The running sums of one column of outputs. */
export interface Column {
  add(expected: number, output: number, weight: number): void;
  result(): number;
}

/** A metric that is the plain mean of its columns' scores: scikit-learn's `uniform_average`. */
export function columnScore(name: string, startColumn: () => Column): Metric {
  const cannot = `score ${name}`;
  return {
    start() {
      let columns: Column[] = [];
      return {
        update(outputs, labels, weights) {
          checkExamples(outputs, labels, weights, cannot);
          const [rows, count] = outputs.shape;
          checkColumns(labels, count, cannot);
          if (columns.length > 0 && columns.length !== count) {
            throw new RangeError(
              `Cannot ${cannot}: batches before this had ${columns.length} columns, it has ${count}.`,
            );
          }
          if (columns.length === 0) columns = Array.from({ length: count }, startColumn);
          for (let row = 0; row < rows; row++) {
            const weight = weights ? weights[row]! : 1;
            columns.forEach((column, j) => {
              const expected = labels instanceof Matrix ? labels.at(row, j) : labels[row]!;
              column.add(expected, outputs.at(row, j), weight);
            });
          }
        },
        result: () => columns.reduce((sum, column) => sum + column.result(), 0) / columns.length,
      };
    },
  };
}

/** A column's weighted mean of a value of each error. */
export function meanOfErrors(of: (error: number) => number): Column {
  let sum = 0;
  let total = 0;
  return {
    add(expected, output, weight) {
      sum += weight * of(output - expected);
      total += weight;
    },
    result: () => sum / total,
  };
}

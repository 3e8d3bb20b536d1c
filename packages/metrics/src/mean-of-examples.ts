import type { Matrix, Targets } from '@feedforward/datasets';
import { checkExamples } from './check-examples.ts';
import type { Metric } from './metric.ts';

/** The weighted mean, Σ w·v / Σ w, of a value that each example has by itself. */
export function meanOfExamples(
  name: string,
  valuesOf: (outputs: Matrix, labels: Targets, cannot: string) => ArrayLike<number>,
): Metric {
  const cannot = `score ${name}`;
  return {
    start() {
      let sum = 0;
      let total = 0;
      return {
        update(outputs, labels, weights) {
          checkExamples(outputs, labels, weights, cannot);
          const values = valuesOf(outputs, labels, cannot);
          for (let row = 0; row < values.length; row++) {
            const weight = weights ? weights[row]! : 1;
            sum += weight * values[row]!;
            total += weight;
          }
        },
        result: () => sum / total,
      };
    },
  };
}

/** Σ w·v / Σ w, the weights 1 by default; NaN where they come to 0. */
export function meanOf(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    sum += weight * values[i]!;
    total += weight;
  }
  return sum / total;
}

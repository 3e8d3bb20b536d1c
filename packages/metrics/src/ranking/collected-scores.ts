import type { Matrix } from '@feedforward/datasets';
import { checkExamples } from '../check-examples.ts';
import { isLogits, labelledClasses } from '../classification/classes.ts';
import type { Metric } from '../metric.ts';

/** All that a ranking needs to know, of every example: its labelled class, its outputs, its weight. */
export interface CollectedScores {
  readonly labels: number[];
  /** Of more than two classes, probabilities or values: the softmax of logits. */
  readonly outputs: Float64Array[];
  readonly weights: number[];
}

/** A metric of all examples at once: they are kept until its result is asked for. */
export function metricOfScores(name: string, scoreOf: (collected: CollectedScores) => number): Metric {
  const cannot = `score ${name}`;
  return {
    start() {
      const collected: CollectedScores = { labels: [], outputs: [], weights: [] };
      return {
        update(outputs, labels, weights) {
          checkExamples(outputs, labels, weights, cannot);
          const [first] = collected.outputs;
          if (first && first.length !== outputs.shape[1]) {
            throw new RangeError(
              `Cannot ${cannot}: all batches have one number of outputs, there were ${first.length}, now ${outputs.shape[1]}.`,
            );
          }
          const classes = labelledClasses(labels, outputs, cannot);
          for (let row = 0; row < outputs.length; row++) {
            collected.labels.push(classes[row]!);
            collected.outputs.push(comparable(outputs, outputs.row(row)));
            collected.weights.push(weights ? weights[row]! : 1);
          }
        },
        result: () => (collected.weights.some((weight) => weight > 0) ? scoreOf(collected) : Number.NaN),
      };
    },
  };
}

/** How likely each row is to be of class 1: by its only output, or by how far the second is above the first. */
export function binaryScores({ outputs }: CollectedScores): number[] {
  return outputs.map((row) => (row.length === 1 ? row[0]! : row[1]! - row[0]!));
}

/** Logits of more than two classes can be compared in a row alone; their softmax, over all rows. */
function comparable(outputs: Matrix, row: Float64Array): Float64Array {
  return row.length > 2 && isLogits(outputs) ? softmax(row) : row;
}

/** The probabilities of a row of logits. */
export function softmax(logits: Float64Array): Float64Array {
  const top = logits.reduce((best, logit) => Math.max(best, logit), -Infinity);
  const powers = logits.map((logit) => Math.exp(logit - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

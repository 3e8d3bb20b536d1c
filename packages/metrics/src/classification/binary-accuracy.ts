import { Matrix } from '@feedforward/datasets';
import { checkValues, zeroOrOne } from '../labels/check-values.ts';
import { meanOfExamples } from '../mean-of-examples.ts';
import type { Metric } from '../metric.ts';
import { thresholdOf } from './classes.ts';

/**
 * The share of labels that are predicted right where each output is a yes or no of its own, as in multi-label networks,
 * by the examples' weight: Keras's `BinaryAccuracy`. An output says yes where it is a logit above 0, or a probability or
 * value above 0.5.
 *
 * Outputs `[batch, n]`, labels 0 or 1 `[batch, n]`, or `[batch]` where n is 1.
 *
 * @example
 * ```ts
 * import { binaryAccuracy, score } from '@feedforward/metrics';
 * import { Matrix } from '@feedforward/datasets';
 *
 * const outputs = Matrix.from([[0.9, 0.6, 0.2], [0.1, 0.4, 0.7]]).ofKind('probabilities');
 * console.log(score(binaryAccuracy(), outputs, Matrix.from([[1, 1, 0], [0, 1, 0]]))); // 0.6666666666666666
 * ```
 */
export function binaryAccuracy(): Metric {
  return meanOfExamples('binaryAccuracy', (outputs, labels, cannot) => {
    const [, columns] = outputs.shape;
    checkValues(labels, columns, cannot, zeroOrOne);
    const threshold = thresholdOf(outputs);
    const expected = labels instanceof Matrix ? labels.toFloat32() : labels;
    return Array.from(outputs.rows(), (row, i) => {
      const right = row.filter((output, j) => Number(output > threshold) === expected[i * columns + j]);
      return right.length / columns;
    });
  });
}

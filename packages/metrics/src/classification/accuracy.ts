import { meanOfExamples } from '../mean-of-examples.ts';
import type { Metric } from '../metric.ts';
import { labelledClasses, predictedClasses } from './classes.ts';

/**
 * The share of examples that are classified right, by weight.
 *
 * Outputs `[batch, n]` predict the class they are largest for (the first of equals), and a single logit predicts
 * class 1 where it is above 0. Labels are class indices `[batch]`, or one-hot rows `[batch, n]`.
 *
 * @example
 * ```ts
 * import { accuracy } from '@feedforward/metrics';
 * import { Matrix } from '@feedforward/datasets';
 *
 * const accumulator = accuracy().start();
 * accumulator.update(Matrix.from([[2, 1], [0, 3]]), Int32Array.of(0, 1));
 * accumulator.update(Matrix.from([[1, 0]]), Int32Array.of(1));
 * console.log(accumulator.result()); // 0.6666666666666666
 * ```
 */
export function accuracy(): Metric {
  return meanOfExamples('accuracy', (outputs, labels, cannot) => {
    const classes = labelledClasses(labels, outputs, cannot);
    return predictedClasses(outputs).map((predicted, row) => (predicted === classes[row] ? 1 : 0));
  });
}

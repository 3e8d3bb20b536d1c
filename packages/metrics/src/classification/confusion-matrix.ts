import { Matrix } from '@feedforward/datasets';
import type { Metric } from '../metric.ts';
import { ClassCounts } from './class-counts.ts';

/**
 * How often, by weight, each class (row) was predicted to be each class (column): scikit-learn's
 * `confusion_matrix`, `[nClasses, nClasses]`, of zeros before the first example.
 *
 * Outputs and labels as for {@link accuracy}.
 *
 * @throws RangeError if nClasses is not a whole number of 2 or more; on update, if the outputs are for another number
 * of classes.
 *
 * @example
 * ```ts
 * import { confusionMatrix, score } from '@feedforward/metrics';
 *
 * const matrix = score(confusionMatrix(2), [[2, 1], [0, 3], [1, 0]], [0, 1, 1]);
 * console.log(matrix.toRows()); // [[1, 0], [1, 1]]
 * ```
 */
export function confusionMatrix(nClasses: number): Metric<Matrix<Float64Array>> {
  if (!(Number.isInteger(nClasses) && nClasses >= 2)) {
    throw new RangeError(
      `Cannot make a confusion matrix: nClasses must be a whole number, 2 or more; it is ${nClasses}.`,
    );
  }
  return {
    start() {
      const counts = new ClassCounts('confusionMatrix', nClasses);
      return {
        update: (outputs, labels, weights) => counts.update(outputs, labels, weights),
        result: () => new Matrix(counts.confusion.slice(), [nClasses, nClasses]),
      };
    },
  };
}

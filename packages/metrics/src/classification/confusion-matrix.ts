import { type Label, Matrix } from '@feedforward/datasets';
import { isList, type LabelList, labelPairs, placesOf, type SampleWeights } from '../labels/label-pairs.ts';
import type { Metric } from '../metric.ts';
import { ClassCounts } from './class-counts.ts';

/** How {@link confusionMatrix} counts predicted labels. */
export interface ConfusionMatrixOptions extends SampleWeights {
  /** The classes that count, in this order; other examples are left out. Default: those met, in ascending order. */
  readonly labels?: LabelList | undefined;
  /** Shares of a class's labels, of its predictions, or of all, instead of counts; 0 where there are none. */
  readonly normalize?: 'true' | 'pred' | 'all' | undefined;
}

/**
 * How often, by weight, each class (row) was predicted to be each class (column), as a metric: `[nClasses, nClasses]`,
 * of zeros before the first example. Outputs and labels as for {@link accuracy}.
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
export function confusionMatrix(nClasses: number): Metric<Matrix<Float64Array>>;
/**
 * How often, by weight, each label (row) was predicted to be each label (column): scikit-learn's `confusion_matrix`.
 *
 * @throws RangeError as {@link accuracy}; for labels that are none of those of the examples, and for another
 * `normalize`.
 *
 * @example
 * ```ts
 * import { confusionMatrix } from '@feedforward/metrics';
 *
 * const yTrue = ['cat', 'ant', 'cat', 'cat', 'ant', 'bird'];
 * const yPred = ['ant', 'ant', 'cat', 'cat', 'ant', 'cat'];
 * console.log(confusionMatrix(yTrue, yPred).toRows()); // [[2, 0, 0], [0, 0, 1], [1, 0, 2]]
 * console.log(confusionMatrix(yTrue, yPred, { labels: ['cat', 'ant'], normalize: 'all' }).toRows()); // [[0.4, 0.2], [0, 0.4]]
 * ```
 */
export function confusionMatrix(
  yTrue: LabelList,
  yPred: LabelList,
  options?: ConfusionMatrixOptions,
): Matrix<Float64Array>;
export function confusionMatrix(
  first: number | LabelList,
  yPred: LabelList = [],
  { normalize, ...options }: ConfusionMatrixOptions = {},
): Metric<Matrix<Float64Array>> | Matrix<Float64Array> {
  if (!isList(first)) return confusionMetric(first);
  if (normalize !== undefined && !['true', 'pred', 'all'].includes(normalize)) {
    throw new RangeError(
      `Cannot make a confusion matrix: normalize must be one of true, pred, all; it is "${normalize}".`,
    );
  }
  const { counts, labels } = countLabels(first, yPred, options, 'make a confusion matrix');
  const size = labels.length;
  const sums = { true: new Float64Array(size), pred: new Float64Array(size), all: 0 };
  counts.forEach((count, i) => {
    sums.true[Math.floor(i / size)]! += count;
    sums.pred[i % size]! += count;
    sums.all += count;
  });
  const shares = counts.map((count, i) => {
    if (normalize === undefined) return count;
    const total =
      normalize === 'all' ? sums.all : sums[normalize][normalize === 'true' ? Math.floor(i / size) : i % size]!;
    return total === 0 ? 0 : count / total;
  });
  return new Matrix(shares, [size, size]);
}

/** The counts, row after row, of the labels that were chosen or met. */
export function countLabels(
  yTrue: LabelList,
  yPred: LabelList,
  { labels, sampleWeight }: ConfusionMatrixOptions,
  cannot: string,
): { readonly labels: readonly Label[]; readonly counts: Float64Array } {
  const { classes, actual, predicted, weights } = labelPairs(yTrue, yPred, sampleWeight, cannot);
  const chosen = labels ? Array.from(labels) : classes;
  const rows = new Map(placesOf(chosen, classes, cannot).map((place, row) => [place, row]));
  if (!actual.some((place) => rows.has(place))) {
    throw new RangeError(`Cannot ${cannot}: one at least of the labels [${chosen.join(', ')}] must be there, none is.`);
  }
  const counts = new Float64Array(chosen.length ** 2);
  for (let i = 0; i < actual.length; i++) {
    const [row, column] = [rows.get(actual[i]!), rows.get(predicted[i]!)];
    if (row !== undefined && column !== undefined) counts[row * chosen.length + column]! += weights ? weights[i]! : 1;
  }
  return { labels: chosen, counts };
}

function confusionMetric(nClasses: number): Metric<Matrix<Float64Array>> {
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

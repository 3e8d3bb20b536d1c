import { type ConfusionScore, columnSums, confusionScore, sumOf } from './confusion-score.ts';

/**
 * The correlation of labels and predictions, −1 … 1, for two classes (Matthews 1975) or more (Gorodkin 2004):
 * scikit-learn's `matthews_corrcoef`, 0 where all labels or all predictions are alike.
 *
 * `matthewsCorrelation(yTrue, yPred, options?)` is the score of predicted labels, `matthewsCorrelation()` a metric.
 *
 * @throws RangeError and TypeError as {@link accuracy}.
 *
 * @example
 * ```ts
 * import { matthewsCorrelation } from '@feedforward/metrics';
 *
 * console.log(matthewsCorrelation([1, 1, 1, -1], [1, -1, 1, 1])); // -0.3333333333333333
 * ```
 */
export const matthewsCorrelation: ConfusionScore<object> = confusionScore('matthewsCorrelation', () => (confusion) => {
  const labelled = confusion.map(sumOf);
  const predicted = columnSums(confusion);
  const right = sumOf(confusion.map((row, c) => row[c]!));
  const all = sumOf(predicted);
  const product = (a: readonly number[], b: readonly number[]) => sumOf(a.map((value, c) => value * b[c]!));
  const covariance = right * all - product(labelled, predicted);
  const spread = (all ** 2 - product(predicted, predicted)) * (all ** 2 - product(labelled, labelled));
  return spread === 0 ? 0 : covariance / Math.sqrt(spread);
});

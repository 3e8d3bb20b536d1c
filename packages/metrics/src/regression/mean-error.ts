import type { SampleWeights } from '../labels/label-pairs.ts';
import type { Metric } from '../metric.ts';
import { type Column, columnScore, meanOfErrors } from './column-score.ts';
import { metricOrScore, type ValueList, type ValuesToScore } from './score-of-values.ts';

const squared = (error: number): number => error * error;

/**
 * The mean of (output − label)², by weight: scikit-learn's `mean_squared_error`.
 *
 * `meanSquaredError(yTrue, yPred, options?)` takes values and predictions `[batch]` or `[batch, n]`;
 * `meanSquaredError()` is a metric: of outputs `[batch, n]` and labels `[batch, n]`, or `[batch]` where n is 1. The score
 * of several columns is their mean.
 *
 * @throws RangeError if they, or the weights, do not go together, or there are none.
 *
 * @example
 * ```ts
 * import { meanSquaredError, score } from '@feedforward/metrics';
 *
 * console.log(meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8])); // 0.375
 * console.log(score(meanSquaredError(), [[2.5], [0], [2], [8]], [3, -0.5, 2, 7])); // 0.375
 * ```
 */
export function meanSquaredError(): Metric;
export function meanSquaredError(yTrue: ValueList, yPred: ValueList, options?: SampleWeights): number;
export function meanSquaredError(...values: ValuesToScore): Metric | number {
  return metricOrScore(
    columnScore('meanSquaredError', () => meanOfErrors(squared)),
    values,
  );
}

/**
 * The square root of {@link meanSquaredError}, taken column by column: scikit-learn's `mean_squared_error` with
 * `squared=False`. Values and shapes as there.
 */
export function rootMeanSquaredError(): Metric;
export function rootMeanSquaredError(yTrue: ValueList, yPred: ValueList, options?: SampleWeights): number;
export function rootMeanSquaredError(...values: ValuesToScore): Metric | number {
  return metricOrScore(columnScore('rootMeanSquaredError', rootOfMeanSquare), values);
}

function rootOfMeanSquare(): Column {
  const mean = meanOfErrors(squared);
  return { ...mean, result: () => Math.sqrt(mean.result()) };
}

/** The mean of |output − label|, by weight: scikit-learn's `mean_absolute_error`. Values and shapes as for {@link meanSquaredError}. */
export function meanAbsoluteError(): Metric;
export function meanAbsoluteError(yTrue: ValueList, yPred: ValueList, options?: SampleWeights): number;
export function meanAbsoluteError(...values: ValuesToScore): Metric | number {
  return metricOrScore(
    columnScore('meanAbsoluteError', () => meanOfErrors(Math.abs)),
    values,
  );
}

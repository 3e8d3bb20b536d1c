import type { Metric } from '../metric.ts';
import { columnScore, meanOfErrors } from './column-score.ts';

const squared = (error: number): number => error * error;

/**
 * The mean of (output − label)², by weight: scikit-learn's `mean_squared_error`.
 *
 * Outputs `[batch, n]`, labels `[batch, n]`, or `[batch]` where n is 1. The score of several columns is their mean.
 *
 * @example
 * ```ts
 * import { meanSquaredError, score } from '@feedforward/metrics';
 *
 * console.log(score(meanSquaredError(), [[2.5], [0], [2], [8]], [3, -0.5, 2, 7])); // 0.375
 * ```
 */
export function meanSquaredError(): Metric {
  return columnScore('meanSquaredError', () => meanOfErrors(squared));
}

/**
 * The square root of {@link meanSquaredError}, taken column by column: scikit-learn's `mean_squared_error` with
 * `squared=False`. Shapes as there.
 */
export function rootMeanSquaredError(): Metric {
  return columnScore('rootMeanSquaredError', () => {
    const mean = meanOfErrors(squared);
    return { ...mean, result: () => Math.sqrt(mean.result()) };
  });
}

/** The mean of |output − label|, by weight: scikit-learn's `mean_absolute_error`. Shapes as for {@link meanSquaredError}. */
export function meanAbsoluteError(): Metric {
  return columnScore('meanAbsoluteError', () => meanOfErrors(Math.abs));
}

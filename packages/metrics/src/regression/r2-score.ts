import type { SampleWeights } from '../labels/label-pairs.ts';
import type { Metric } from '../metric.ts';
import { type Column, columnScore } from './column-score.ts';
import { metricOrScore, type ValueList, type ValuesToScore } from './score-of-values.ts';

/**
 * The share of the labels' variance that the outputs explain, 1 − Σ w(y − ŷ)² / Σ w(y − ȳ)²: scikit-learn's `r2_score`.
 * 1 at best, 0 for the labels' mean, and below 0 for worse. Of labels that are all the same it is 1 if the outputs
 * are exact, else 0; of fewer than two examples, or no weight, NaN.
 *
 * `r2Score(yTrue, yPred, options?)` takes values and predictions `[batch]` or `[batch, n]`; `r2Score()` is a metric: of
 * outputs `[batch, n]` and labels `[batch, n]`, or `[batch]` where n is 1. The score of several columns is their mean.
 *
 * @throws RangeError if they, or the weights, do not go together, or there are none.
 */
export function r2Score(): Metric;
export function r2Score(yTrue: ValueList, yPred: ValueList, options?: SampleWeights): number;
export function r2Score(...values: ValuesToScore): Metric | number {
  return metricOrScore(columnScore('r2Score', startColumn), values);
}

function startColumn(): Column {
  let examples = 0;
  let total = 0;
  let mean = 0;
  let variation = 0;
  let residual = 0;
  return {
    // The mean and the sum of squares about it are updated together (West, 1979), for Σ y² − n·ȳ² loses digits.
    add(expected, output, weight) {
      examples++;
      residual += weight * (expected - output) ** 2;
      if (weight === 0) return;
      total += weight;
      const distance = expected - mean;
      mean += (weight / total) * distance;
      variation += weight * distance * (expected - mean);
    },
    result() {
      if (examples < 2 || total === 0) return Number.NaN;
      if (variation === 0) return residual === 0 ? 1 : 0;
      return 1 - residual / variation;
    },
  };
}

import type { Label, MatrixLike } from '@feedforward/datasets';
import { isList, type LabelList } from '../labels/label-pairs.ts';
import type { Metric } from '../metric.ts';
import { averageRanking, checkRankingAverage, type RankingAverage, rankingScore } from './average-ranking.ts';
import type { BinaryExamples } from './binary-counts.ts';
import { type BinaryOptions, binaryExamples } from './binary-labels.ts';
import { isTable, rankedIndicators } from './class-indicators.ts';
import { binaryScores, metricOfScores } from './collected-scores.ts';
import { precisionRecallCurveOf } from './precision-recall-curve.ts';

/** How {@link averagePrecision} scores outputs. */
export interface AveragePrecisionMetricOptions {
  /** How the scores of more than two classes become one. Default `'macro'`. */
  readonly average?: RankingAverage | undefined;
}

/** How {@link averagePrecision} scores labels and their scores. */
export interface AveragePrecisionOptions<A extends string = RankingAverage> extends BinaryOptions {
  /** How the scores of several columns become one. Default `'macro'`; `'none'` gives the score of each. */
  readonly average?: A | undefined;
}

/**
 * The mean of the precisions at each threshold, each weighted by how much the recall rises there: scikit-learn's
 * `average_precision_score`.
 *
 * `averagePrecision(yTrue, yScore, options?)` takes labels `[n]`, of which one is positive, and scores `[n]`; or
 * labels as rows of 0 and 1, `[n, classes]`, and scores of the same shape. `averagePrecision(options?)` is a metric: of
 * two classes it is the score of class 1, of more than two it ranks the softmax of the outputs, each class against all
 * others. It keeps all examples until its result is asked for.
 *
 * @throws RangeError and TypeError as {@link rocCurve}; RangeError for an average it does not know.
 *
 * @example
 * ```ts
 * import { averagePrecision } from '@feedforward/metrics';
 *
 * console.log(averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])); // 0.8333333333333333
 * ```
 */
export function averagePrecision(options?: AveragePrecisionMetricOptions): Metric;
export function averagePrecision(
  yTrue: MatrixLike,
  yScore: MatrixLike,
  options: AveragePrecisionOptions<'none'> & { readonly average: 'none' },
): number[];
export function averagePrecision(
  yTrue: LabelList | MatrixLike,
  yScore: ArrayLike<number> | MatrixLike,
  options?: AveragePrecisionOptions,
): number;
export function averagePrecision(
  first: AveragePrecisionMetricOptions | LabelList | MatrixLike = {},
  yScore: ArrayLike<number> | MatrixLike = [],
  options: AveragePrecisionOptions<RankingAverage | 'none'> = {},
): Metric | number | number[] {
  const { average = 'macro' } = isList(first) ? options : first;
  checkRankingAverage(average, cannot);
  if (!isList(first)) return averagePrecisionMetric(first);
  if (isTable(first))
    return rankingScore(rankedIndicators(first, yScore, options.sampleWeight, cannot), averagePrecisionOf, average);
  if (isTable(yScore)) throw new RangeError(`Cannot ${cannot}: labels [n] take scores [n], they are in rows.`);
  return averagePrecisionOf(
    binaryExamples(first, yScore, { ...options, posLabel: positiveOf(first, options) }, cannot),
  );
}

/** The positive label: 1 wherever it is met, if no other is given. */
function positiveOf(labels: LabelList, { posLabel }: BinaryOptions): Label | undefined {
  const met = new Set(Array.from(labels));
  if (posLabel === undefined) return met.has(1) ? 1 : undefined;
  if (met.size > 1 && !met.has(posLabel)) {
    throw new RangeError(`Cannot ${cannot}: posLabel must be one of [${[...met].join(', ')}], it is ${posLabel}.`);
  }
  return posLabel;
}

const cannot = 'score averagePrecision';

function averagePrecisionMetric({ average = 'macro' }: AveragePrecisionMetricOptions): Metric {
  return metricOfScores('averagePrecision', (collected) => {
    const { labels, outputs, weights } = collected;
    const classes = outputs[0]!.length;
    if (classes > 2) {
      const isOf = (i: number, c: number) => labels[i] === c;
      return averageRanking({ classes, isOf, scores: outputs, weights }, averagePrecisionOf, average);
    }
    return averagePrecisionOf({
      positive: labels.map((label) => label === 1),
      scores: binaryScores(collected),
      weights,
    });
  });
}

function averagePrecisionOf(examples: BinaryExamples): number {
  const { precision, recall } = precisionRecallCurveOf(examples);
  let sum = 0;
  for (let i = 0; i + 1 < recall.length; i++) sum += (recall[i]! - recall[i + 1]!) * precision[i]!;
  return sum;
}

import type { MatrixLike } from '@feedforward/datasets';
import { checkPositiveWeights, checkWeights } from '../check-examples.ts';
import { encoderOf, isList, type LabelList, type SampleWeights } from '../labels/label-pairs.ts';
import { meanOf, meanOfExamples } from '../mean-of-examples.ts';
import type { Metric } from '../metric.ts';
import { checkScores } from '../ranking/binary-labels.ts';
import { isTable, scoreRows } from '../ranking/class-indicators.ts';
import { labelledClasses } from './classes.ts';
import { checkK, inTopK } from './in-top-k.ts';

/** How {@link topKAccuracy} scores labels and their scores. */
export interface TopKAccuracyOptions extends SampleWeights {
  /** How many classes may be before the label's. Default 2. */
  readonly k?: number | undefined;
  /** The classes of the columns, in ascending order. Default: those that are labelled. */
  readonly labels?: LabelList | undefined;
  /** Whether to give the share, else the sum of weights. Default true. */
  readonly normalize?: boolean | undefined;
}

/**
 * The share of examples, by weight, whose class is among the k that the outputs are largest for, as
 * {@link inTopK} tells it.
 *
 * Outputs `[batch, classes]`, labels class indices `[batch]` or one-hot rows `[batch, classes]`.
 *
 * @throws RangeError if k is not a whole number of 1 or more.
 */
export function topKAccuracy(k: number): Metric;
/**
 * The share of labels that are among the k of the highest scores, by weight: scikit-learn's `top_k_accuracy_score`, by
 * which the later class comes first where scores are equal.
 *
 * @param yTrue Labels `[n]`.
 * @param yScore Scores of each class in ascending order `[n, classes]`, or of the greater of two `[n]`: it is predicted
 * above 0.5 where all scores are 0 … 1, else above 0.
 * @throws RangeError if they do not go together, a score is not finite, or k is not a whole number of 1 or more;
 * TypeError for labels that are not all of one kind.
 *
 * @example
 * ```ts
 * import { topKAccuracy } from '@feedforward/metrics';
 *
 * const scores = [[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]];
 * console.log(topKAccuracy([0, 1, 2, 2], scores, { k: 2 })); // 0.75
 * ```
 */
export function topKAccuracy(
  yTrue: LabelList,
  yScore: ArrayLike<number> | MatrixLike,
  options?: TopKAccuracyOptions,
): number;
export function topKAccuracy(
  first: number | LabelList,
  yScore: ArrayLike<number> | MatrixLike = [],
  options: TopKAccuracyOptions = {},
): Metric | number {
  if (!isList(first)) return topKMetric(first);
  const { k = 2, labels, normalize = true, sampleWeight } = options;
  checkK(k, cannot);
  const encoder = encoderOf(labels ?? first, cannot);
  const codes = encoder.transform(first);
  (normalize ? checkPositiveWeights : checkWeights)(sampleWeight, codes.length, 'labels', cannot);
  const hits =
    encoder.classes.length === 2 && !isTable(yScore)
      ? binaryHits(codes, yScore, k)
      : rankedHits(codes, scoreRows(yScore, codes.length, encoder.classes.length, cannot), k);
  const counted = hits.map(Number);
  if (normalize) return meanOf(counted, sampleWeight);
  return counted.reduce((sum, hit, i) => sum + hit * (sampleWeight ? sampleWeight[i]! : 1), 0);
}

const cannot = 'score topKAccuracy';

function topKMetric(k: number): Metric {
  checkK(k, cannot);
  return meanOfExamples('topKAccuracy', (outputs, labels, cannot) => {
    if (outputs.shape[1] === 1) {
      throw new RangeError(`Cannot ${cannot}: it takes an output for each class, there is 1. Use accuracy.`);
    }
    return inTopK(outputs, labelledClasses(labels, outputs, cannot), k).map(Number);
  });
}

function binaryHits(codes: Int32Array, scores: ArrayLike<number>, k: number): boolean[] {
  checkScores(scores, codes.length, cannot);
  const threshold = Array.from(scores).every((score) => score >= 0 && score <= 1) ? 0.5 : 0;
  return Array.from(codes, (code, i) => k > 1 || Number(scores[i]! > threshold) === code);
}

function rankedHits(codes: Int32Array, rows: readonly (readonly number[])[], k: number): boolean[] {
  return rows.map((row, i) => {
    const own = codes[i]!;
    return row.filter((score, c) => score > row[own]! || (score === row[own] && c > own)).length < k;
  });
}

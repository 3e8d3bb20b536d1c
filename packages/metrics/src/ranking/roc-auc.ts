import type { Label, MatrixLike } from '@feedforward/datasets';
import { checkPositiveWeights } from '../check-examples.ts';
import { encoderOf, isList, type LabelList, type SampleWeights } from '../labels/label-pairs.ts';
import type { Metric } from '../metric.ts';
import { auc } from './auc.ts';
import {
  averageRanking,
  checkRankingAverage,
  type RankedClasses,
  type RankingAverage,
  rankingScore,
} from './average-ranking.ts';
import type { BinaryExamples } from './binary-counts.ts';
import { checkScores } from './binary-labels.ts';
import { isTable, rankedIndicators, scoreRows } from './class-indicators.ts';
import { binaryScores, metricOfScores } from './collected-scores.ts';
import { pairwiseAuc } from './pairwise-auc.ts';
import { partialAuc } from './partial-auc.ts';
import { rocCurveOf } from './roc-curve.ts';

/** How {@link rocAuc} scores outputs. */
export interface RocAucMetricOptions {
  /** Each class against all others, or each pair of classes. Must be given where there are more than two classes. */
  readonly multiClass?: 'ovr' | 'ovo' | undefined;
  /** How the scores of more than two classes become one; not `'micro'` with `'ovo'`. Default `'macro'`. */
  readonly average?: RankingAverage | undefined;
}

/** How {@link rocAuc} scores labels and their scores. */
export interface RocAucOptions<A extends string = RankingAverage> extends SampleWeights {
  /** As in {@link RocAucMetricOptions}. Weights go with `'ovr'` only. */
  readonly multiClass?: 'ovr' | 'ovo' | undefined;
  /** As in {@link RocAucMetricOptions}; with `'ovr'` also `'none'`, the score of each class. */
  readonly average?: A | undefined;
  /** The classes of the scores' columns, in ascending order. Default: those that are labelled. */
  readonly labels?: LabelList | undefined;
  /** Of two classes: the area up to this false positive rate, standardized (McClish 1989). Default 1. */
  readonly maxFpr?: number | undefined;
}

/**
 * The area under the ROC curve: how likely a positive is to be scored above a negative. scikit-learn's
 * `roc_auc_score`.
 *
 * `rocAuc(yTrue, yScore, options?)` takes labels `[n]` of two classes and scores `[n]` of the greater one; labels of
 * more classes and probabilities `[n, classes]`, with `multiClass` (Hand and Till 2001 for `'ovo'`); or labels as rows
 * of 0 and 1 and scores of the same shape. `rocAuc(options?)` is a metric: it ranks outputs, logits of more than two
 * classes by their softmax, keeps all examples until its result is asked for, and is NaN where a class that it needs is
 * missing.
 *
 * @throws RangeError if labels, scores and weights do not go together, a score is not finite, probabilities do not add
 * up to 1, a class has no examples, weighs nothing (unless `average` is `'weighted'`) or is the only one, or for options that do not go together; TypeError for labels
 * that are not all numbers or all strings.
 *
 * @example
 * ```ts
 * import { rocAuc } from '@feedforward/metrics';
 *
 * console.log(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])); // 0.75
 * const probabilities = [[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.2, 0.2, 0.6], [0.3, 0.5, 0.2]];
 * console.log(rocAuc(['a', 'b', 'c', 'a'], probabilities, { multiClass: 'ovr' })); // 0.8472222222222223
 * ```
 */
export function rocAuc(options?: RocAucMetricOptions): Metric;
export function rocAuc(
  yTrue: LabelList | MatrixLike,
  yScore: MatrixLike,
  options: RocAucOptions<'none'> & { readonly average: 'none' },
): number[];
export function rocAuc(
  yTrue: LabelList | MatrixLike,
  yScore: ArrayLike<number> | MatrixLike,
  options?: RocAucOptions,
): number;
export function rocAuc(
  first: RocAucMetricOptions | LabelList | MatrixLike = {},
  yScore: ArrayLike<number> | MatrixLike = [],
  options: RocAucOptions<RankingAverage | 'none'> = {},
): Metric | number | number[] {
  if (!isList(first)) return rocAucMetric(first);
  checkOptions(options);
  const { average = 'macro', maxFpr = 1, multiClass, sampleWeight: weights } = options;
  const rule = (examples: BinaryExamples) => aucOf(ofBothKinds(examples), maxFpr);
  if (isTable(first)) return known(rankingScore(rankedIndicators(first, yScore, weights, cannot), rule, average));
  const encoder = encoderOf(first, cannot);
  if (encoder.classes.length > 2 || isTable(yScore)) {
    const ranked = rankedLabels(first, yScore, encoder.classes, options);
    return known(multiClass === 'ovo' ? pairwiseAuc(ranked, rule, average) : rankingScore(ranked, rule, average));
  }
  checkScores(yScore, first.length, cannot);
  checkPositiveWeights(weights, first.length, cannot);
  const greater = encoder.classes[1];
  return known(rule({ positive: Array.from(first, (label) => label === greater), scores: yScore, weights }));
}

const cannot = 'score rocAuc';

function rocAucMetric(options: RocAucMetricOptions): Metric {
  checkOptions(options);
  const { average = 'macro', multiClass } = options;
  return metricOfScores('rocAuc', (collected) => {
    const { labels, outputs, weights } = collected;
    const classes = outputs[0]!.length;
    if (classes <= 2) {
      return aucOf({ positive: labels.map((label) => label === 1), scores: binaryScores(collected), weights });
    }
    if (!multiClass) throw new RangeError(needsMultiClass(classes));
    const isOf = (i: number, c: number) => labels[i] === c;
    const ranked = { classes, isOf, scores: outputs, weights };
    if (multiClass === 'ovr') return averageRanking(ranked, aucOf, average);
    if (weights.some((weight) => weight !== 1)) throw new RangeError(noPairWeights);
    return pairwiseAuc(ranked, aucOf, average);
  });
}

/** The area under the curve; NaN where there are only positives, or only negatives. */
function aucOf(examples: BinaryExamples, maxFpr = 1): number {
  const { fpr, tpr } = rocCurveOf(examples);
  return maxFpr === 1 ? auc(fpr, tpr) : partialAuc(fpr, tpr, maxFpr);
}

function ofBothKinds(examples: BinaryExamples): BinaryExamples {
  if (new Set(Array.from(examples.positive)).size === 2) return examples;
  throw new RangeError(`Cannot ${cannot}: there must be positives and negatives, there is one kind only.`);
}

/** Of each class, NaN where its positives or its negatives weigh nothing, as in scikit-learn; of all it must be known. */
function known<Areas extends number | number[]>(areas: Areas): Areas {
  if (!Number.isNaN(areas)) return areas;
  throw new RangeError(
    `Cannot ${cannot}: there must be positives and negatives of a weight above 0, one kind has none.`,
  );
}

function rankedLabels(
  yTrue: LabelList,
  yScore: ArrayLike<number> | MatrixLike,
  met: readonly Label[],
  { labels, multiClass, sampleWeight: weights }: RocAucOptions<RankingAverage | 'none'>,
): RankedClasses {
  const classes = labels ? encoderOf(labels, cannot).classes : met;
  if (!multiClass) throw new RangeError(needsMultiClass(classes.length));
  if (labels && (classes.length !== labels.length || classes.some((label, c) => label !== labels[c]))) {
    throw new RangeError(`Cannot ${cannot}: labels must be in ascending order, each there once.`);
  }
  const unknown = met.find((label) => !classes.includes(label));
  if (unknown !== undefined) throw new RangeError(`Cannot ${cannot}: label ${unknown} is not one of the labels given.`);
  const scores = scoreRows(yScore, yTrue.length, classes.length, cannot);
  scores.forEach((row, i) => {
    const sum = row.reduce((total, score) => total + score, 0);
    if (Math.abs(sum - 1) > 1e-8 + 1e-5 * Math.abs(sum)) {
      throw new RangeError(`Cannot ${cannot}: probabilities must add up to 1, those of row ${i} come to ${sum}.`);
    }
  });
  checkPositiveWeights(weights, yTrue.length, cannot);
  return { classes: classes.length, isOf: (i, c) => yTrue[i] === classes[c], scores, weights };
}

const needsMultiClass = (classes: number): string =>
  `Cannot ${cannot}: ${classes} classes take multiClass, 'ovr' or 'ovo'; it is not given.`;
const noPairWeights = `Cannot ${cannot}: multiClass 'ovo' takes no weights. Choose 'ovr'.`;

/** @throws RangeError for options that are unknown, or do not go together. */
function checkOptions({ average = 'macro', maxFpr = 1, multiClass, sampleWeight }: RocAucOptions<string>): void {
  const refuse = (why: string) => {
    throw new RangeError(`Cannot ${cannot}: ${why}.`);
  };
  checkRankingAverage(average, cannot);
  if (multiClass !== undefined && !['ovr', 'ovo'].includes(multiClass)) {
    refuse(`multiClass must be 'ovr' or 'ovo', it is "${multiClass}"`);
  }
  if (multiClass === 'ovo' && (average === 'micro' || average === 'none')) {
    refuse(`multiClass 'ovo' takes average "macro" or "weighted", it is "${average}"`);
  }
  if (multiClass === 'ovo' && sampleWeight) throw new RangeError(noPairWeights);
  if (!(maxFpr > 0 && maxFpr <= 1)) refuse(`maxFpr must be above 0, and 1 at most; it is ${maxFpr}`);
}

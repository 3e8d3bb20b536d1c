import type { LabelList } from '../labels/label-pairs.ts';
import { type BinaryExamples, binaryCounts } from './binary-counts.ts';
import { type BinaryOptions, binaryExamples } from './binary-labels.ts';

/** How {@link rocCurve} is given. */
export interface RocCurveOptions extends BinaryOptions {
  /** Whether to leave out points on a line between others. Default true. */
  readonly dropIntermediate?: boolean | undefined;
}

/** A receiver operating characteristic: a point for each threshold. */
export interface RocCurve {
  /** The share of negatives scored at or above each threshold, rising from 0; NaN where there are none. */
  readonly fpr: Float64Array;
  /** The share of positives scored at or above each threshold, rising from 0; NaN where there are none. */
  readonly tpr: Float64Array;
  /** Falling. The first, which nothing reaches, is the highest score + 1. */
  readonly thresholds: Float64Array;
}

/**
 * How the share of positives found and that of negatives taken for them change with the score asked for:
 * scikit-learn's `roc_curve`.
 *
 * @param yTrue Labels `[n]`, of which one is positive.
 * @param yScore How likely each is to be positive, on any scale, `[n]`.
 * @throws RangeError if they do not go together, a score is not finite, no weight is above 0, or `posLabel` is missing;
 * TypeError for labels that are not all of one kind.
 *
 * @example
 * ```ts
 * import { rocCurve } from '@feedforward/metrics';
 *
 * const { fpr, tpr, thresholds } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * console.log(fpr.join(' ')); // 0 0 0.5 0.5 1
 * console.log(tpr.join(' ')); // 0 0.5 0.5 1 1
 * console.log(thresholds.join(' ')); // 1.8 0.8 0.4 0.35 0.1
 * ```
 */
export function rocCurve(yTrue: LabelList, yScore: ArrayLike<number>, options: RocCurveOptions = {}): RocCurve {
  return rocCurveOf(binaryExamples(yTrue, yScore, options, 'draw the ROC curve'), options.dropIntermediate);
}

export function rocCurveOf(examples: BinaryExamples, dropIntermediate = true): RocCurve {
  const { thresholds, falsePositives: fps, truePositives: tps } = binaryCounts(examples);
  const bends = (counts: readonly number[], i: number) =>
    counts[i + 1]! - counts[i]! - (counts[i]! - counts[i - 1]!) !== 0;
  const kept = [...thresholds.keys()].filter(
    (i) => !dropIntermediate || i === 0 || i === thresholds.length - 1 || bends(fps, i) || bends(tps, i),
  );
  const sharesOf = (counts: readonly number[]) => {
    const total = counts.at(-1)!;
    return Float64Array.of(0, ...kept.map((i) => counts[i]!)).map((count) => count / total);
  };
  return {
    fpr: sharesOf(fps),
    tpr: sharesOf(tps),
    thresholds: Float64Array.of(thresholds[0]! + 1, ...kept.map((i) => thresholds[i]!)),
  };
}

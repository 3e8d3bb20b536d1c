import type { LabelList } from '../labels/label-pairs.ts';
import { type BinaryExamples, binaryCounts } from './binary-counts.ts';
import { type BinaryOptions, binaryExamples } from './binary-labels.ts';

/** Precision and recall for each threshold, and of last a precision of 1 at a recall of 0, which has none. */
export interface PrecisionRecallCurve {
  /** Of the examples scored at or above each threshold, the share that are positive. */
  readonly precision: Float64Array;
  /** Of the positives, the share scored at or above each threshold, falling; 1 where there are none. */
  readonly recall: Float64Array;
  /** Rising; one fewer than the points. */
  readonly thresholds: Float64Array;
}

/**
 * How precision and recall change with the score asked for: scikit-learn's `precision_recall_curve`.
 * Parameters and errors as for {@link rocCurve}.
 *
 * @example
 * ```ts
 * import { precisionRecallCurve } from '@feedforward/metrics';
 *
 * const { recall, thresholds } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * console.log(recall.join(' '), '|', thresholds.join(' ')); // 1 1 0.5 0.5 0 | 0.1 0.35 0.4 0.8
 * ```
 */
export function precisionRecallCurve(
  yTrue: LabelList,
  yScore: ArrayLike<number>,
  options: BinaryOptions = {},
): PrecisionRecallCurve {
  return precisionRecallCurveOf(binaryExamples(yTrue, yScore, options, 'draw the precision-recall curve'));
}

export function precisionRecallCurveOf(examples: BinaryExamples): PrecisionRecallCurve {
  const { thresholds, falsePositives, truePositives } = binaryCounts(examples);
  const positives = truePositives.at(-1)!;
  const precision = truePositives.map((count, i) => count / (count + falsePositives[i]!));
  const recall = truePositives.map((count) => (positives === 0 ? 1 : count / positives));
  return {
    precision: Float64Array.from([...precision.reverse(), 1]),
    recall: Float64Array.from([...recall.reverse(), 0]),
    thresholds: Float64Array.from(thresholds.reverse()),
  };
}

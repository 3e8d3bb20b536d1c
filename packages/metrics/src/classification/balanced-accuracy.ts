import { type ConfusionScore, confusionScore, sumOf } from './confusion-score.ts';

/** How {@link balancedAccuracy} is given. */
export interface BalancedAccuracyOptions {
  /** Whether to rescale it so that chance scores 0, and all right 1. Default false. */
  readonly adjusted?: boolean | undefined;
}

/**
 * The mean over the classes of the share of their examples that are classified right: scikit-learn's
 * `balanced_accuracy_score`. Classes without examples do not count.
 *
 * `balancedAccuracy(yTrue, yPred, options?)` is the score of predicted labels, `balancedAccuracy(options?)` a metric.
 *
 * @throws RangeError and TypeError as {@link accuracy}.
 *
 * @example
 * ```ts
 * import { balancedAccuracy } from '@feedforward/metrics';
 *
 * console.log(balancedAccuracy([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1])); // 0.625
 * ```
 */
export const balancedAccuracy: ConfusionScore<BalancedAccuracyOptions> = confusionScore(
  'balancedAccuracy',
  ({ adjusted = false }: BalancedAccuracyOptions = {}) =>
    (confusion) => {
      const recalls = confusion.map((row, c) => row[c]! / sumOf(row)).filter((recall) => !Number.isNaN(recall));
      const mean = sumOf(recalls) / recalls.length;
      const chance = 1 / recalls.length;
      return adjusted ? (mean - chance) / (1 - chance) : mean;
    },
);

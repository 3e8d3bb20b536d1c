import type { LabelList } from '../labels/label-pairs.ts';
import { type ConfusionScore, columnSums, confusionScore, sumOf } from './confusion-score.ts';

/** How {@link cohenKappa} weighs disagreements. */
export interface CohenKappaOptions {
  /** By how many classes apart they are, by the square of that, or all alike, which is the default. */
  readonly weights?: 'linear' | 'quadratic' | undefined;
}

/** The classes that {@link cohenKappa} counts, in their order. */
export interface CohenKappaLabels {
  /** Default: those met, in ascending order. A metric takes all that its outputs tell apart. */
  readonly labels?: LabelList | undefined;
}

/**
 * How far two raters, or labels and predictions, agree beyond chance, −1 … 1 (Cohen 1960, 1968): scikit-learn's
 * `cohen_kappa_score`, NaN where chance agrees in all.
 *
 * `cohenKappa(y1, y2, options?)` is the score of labels, `cohenKappa(options?)` a metric.
 *
 * @throws RangeError for weights it does not know, and as {@link accuracy}; TypeError as there.
 *
 * @example
 * ```ts
 * import { cohenKappa } from '@feedforward/metrics';
 *
 * console.log(cohenKappa([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])); // 0.4285714285714286
 * ```
 */
export const cohenKappa: ConfusionScore<CohenKappaOptions, CohenKappaLabels> = confusionScore(
  'cohenKappa',
  ({ weights }: CohenKappaOptions = {}) => {
    if (weights !== undefined && weights !== 'linear' && weights !== 'quadratic') {
      throw new RangeError(`Cannot make cohenKappa: weights must be linear or quadratic, they are "${weights}".`);
    }
    return (confusion) => {
      const labelled = confusion.map(sumOf);
      const predicted = columnSums(confusion);
      const all = sumOf(predicted);
      let [observed, expected] = [0, 0];
      confusion.forEach((row, i) => {
        row.forEach((count, j) => {
          const apart = weights === undefined ? Number(i !== j) : Math.abs(i - j) ** (weights === 'linear' ? 1 : 2);
          observed += apart * count;
          expected += apart * ((labelled[i]! * predicted[j]!) / all);
        });
      });
      return 1 - observed / expected;
    };
  },
);

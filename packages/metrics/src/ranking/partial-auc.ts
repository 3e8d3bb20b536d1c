import { auc } from './auc.ts';

/**
 * The area under the ROC curve up to a false positive rate, rescaled so that chance comes to 0.5 and the best possible
 * to 1 (McClish 1989). NaN where the curve is.
 */
export function partialAuc(fpr: Float64Array, tpr: Float64Array, maxFpr: number): number {
  const stop = fpr.findIndex((rate) => rate > maxFpr);
  if (stop < 0 || Number.isNaN(tpr[0])) return Number.NaN;
  const slope = (tpr[stop]! - tpr[stop - 1]!) / (fpr[stop]! - fpr[stop - 1]!);
  const cut = tpr[stop - 1]! + slope * (maxFpr - fpr[stop - 1]!);
  const area = auc([...fpr.subarray(0, stop), maxFpr], [...tpr.subarray(0, stop), cut]);
  const chance = 0.5 * maxFpr ** 2;
  return 0.5 * (1 + (area - chance) / (maxFpr - chance));
}

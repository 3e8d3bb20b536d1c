import { meanOfExamples } from '../mean-of-examples.ts';
import type { Metric } from '../metric.ts';
import { labelledClasses } from './classes.ts';
import { checkK, inTopK } from './in-top-k.ts';

/**
 * The share of examples, by weight, whose class is among the k that the outputs are largest for, as
 * {@link inTopK} tells it.
 *
 * Outputs `[batch, classes]`, labels class indices `[batch]` or one-hot rows `[batch, classes]`.
 *
 * @throws RangeError if k is not a whole number of 1 or more.
 */
export function topKAccuracy(k: number): Metric {
  checkK(k, 'score topKAccuracy');
  return meanOfExamples('topKAccuracy', (outputs, labels, cannot) => {
    if (outputs.shape[1] === 1) {
      throw new RangeError(`Cannot ${cannot}: it takes an output for each class, there is 1. Use accuracy.`);
    }
    return inTopK(outputs, labelledClasses(labels, outputs, cannot), k).map(Number);
  });
}

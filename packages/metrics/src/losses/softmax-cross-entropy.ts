import { crossEntropy } from './cross-entropy.ts';
import { probabilities } from './label-kinds/probabilities.ts';
import type { Loss, LossOptions } from './loss.ts';
import { makeLoss } from './make-loss.ts';

/**
 * −Σ y·log softmax(logits), for labels that are a probability for each class, one-hot or softer:
 * `tf.nn.softmax_cross_entropy_with_logits`.
 *
 * Outputs are logits `[batch, classes]`, labels `[batch, classes]` in rows that sum to 1.
 *
 * @throws RangeError for a reduction it does not know; and from the loss, if the shapes do not fit.
 */
export function softmaxCrossEntropy(options: LossOptions = {}): Loss {
  return makeLoss('softmaxCrossEntropy', options, probabilities, crossEntropy);
}

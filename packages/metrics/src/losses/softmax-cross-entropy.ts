import { checkFromLogits } from './check-from-logits.ts';
import { clippedEntropy } from './clipped-entropy.ts';
import { crossEntropy } from './cross-entropy.ts';
import { probabilities } from './label-kinds/probabilities.ts';
import type { CrossEntropyOptions, Loss } from './loss.ts';
import { makeLoss } from './make-loss.ts';
import { entropyOutputs } from './network-outputs.ts';

/**
 * −Σ y·log softmax(logits), for labels that are a probability for each class, one-hot or softer:
 * `tf.nn.softmax_cross_entropy_with_logits`.
 *
 * Outputs are logits or probabilities `[batch, classes]` (see {@link CrossEntropyOptions.fromLogits}), labels
 * `[batch, classes]` in rows that sum to 1.
 *
 * @throws RangeError for a reduction it does not know; for a network whose outputs are neither; and from the loss, if
 * the shapes do not fit.
 */
export function softmaxCrossEntropy({ reduction, fromLogits }: CrossEntropyOptions = {}): Loss {
  const own = checkFromLogits('softmaxCrossEntropy', fromLogits);
  const outputs = entropyOutputs('softmax', fromLogits);
  const ofProbabilities = { activation: 'softmax', rule: clippedEntropy, fromLogits } as const;
  return makeLoss('softmaxCrossEntropy', { reduction, own }, probabilities, outputs, crossEntropy, ofProbabilities);
}

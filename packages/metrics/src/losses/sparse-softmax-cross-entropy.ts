import { checkFromLogits } from './check-from-logits.ts';
import { clippedEntropy } from './clipped-entropy.ts';
import { crossEntropy } from './cross-entropy.ts';
import { classIndices } from './label-kinds/class-indices.ts';
import type { CrossEntropyOptions, Loss } from './loss.ts';
import { makeLoss } from './make-loss.ts';
import { entropyOutputs } from './network-outputs.ts';

/**
 * −log softmax(logits)[class], for labels that are class indices: `tf.nn.sparse_softmax_cross_entropy_with_logits`.
 *
 * Outputs are logits or probabilities `[batch, classes]` (see {@link CrossEntropyOptions.fromLogits}), labels whole
 * numbers `[batch]` from 0 to classes − 1.
 *
 * @throws RangeError for a reduction it does not know; for a network whose outputs are neither; and from the loss, if
 * the shapes do not fit, or a label is not one of the classes.
 *
 * @example
 * ```ts
 * import { ready } from '@feedforward/core';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * await ready();
 * const loss = sparseSoftmaxCrossEntropy();
 * console.log(loss(tf.tensor2d([[0, 0], [1e4, 0]]), tf.tensor1d([1, 0], 'int32')).dataSync()[0]); // 0.3465735912322998
 * ```
 */
export function sparseSoftmaxCrossEntropy({ reduction, fromLogits }: CrossEntropyOptions = {}): Loss {
  const own = checkFromLogits('sparseSoftmaxCrossEntropy', fromLogits);
  const outputs = entropyOutputs('softmax', fromLogits);
  const ofProbabilities = { activation: 'softmax', rule: clippedEntropy, fromLogits } as const;
  return makeLoss(
    'sparseSoftmaxCrossEntropy',
    { reduction, own },
    classIndices,
    outputs,
    crossEntropy,
    ofProbabilities,
  );
}

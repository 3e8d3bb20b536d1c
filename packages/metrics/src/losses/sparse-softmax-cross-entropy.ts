import { crossEntropy } from './cross-entropy.ts';
import { classIndices } from './label-kinds/class-indices.ts';
import type { Loss, LossOptions } from './loss.ts';
import { makeLoss } from './make-loss.ts';

/**
 * −log softmax(logits)[class], for labels that are class indices: `tf.nn.sparse_softmax_cross_entropy_with_logits`.
 *
 * Outputs are logits `[batch, classes]`, labels whole numbers `[batch]` from 0 to classes − 1.
 *
 * @throws RangeError for a reduction it does not know; and from the loss, if the shapes do not fit, or a label is not
 * one of the classes.
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
export function sparseSoftmaxCrossEntropy(options: LossOptions = {}): Loss {
  return makeLoss('sparseSoftmaxCrossEntropy', options, classIndices, crossEntropy);
}

import type { OutputKind } from '@feedforward/datasets';
import type * as tf from '@tensorflow/tfjs-core';

/** What is known of a tensor of outputs. */
export interface DescribedOutputs {
  readonly kind: OutputKind;
  /** The logits that they were made of, and by what. */
  readonly beneath?: { readonly activation: 'sigmoid' | 'softmax'; readonly logits: tf.Tensor } | undefined;
}

const described = new WeakMap<tf.Tensor, DescribedOutputs>();

/**
 * Says what a tensor of outputs is, for the losses of this library that are then computed of this very tensor: a
 * cross-entropy of probabilities goes back to the logits, if they are given, and loses no digits. What trainers do, so
 * that a loss of your own, too, can be made of these losses.
 *
 * @returns The same tensor.
 * @example
 * ```ts
 * import { ready } from '@feedforward/core';
 * import { describeOutputs, sigmoidCrossEntropy } from '@feedforward/metrics/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * await ready();
 * const logits = tf.tensor2d([[100]]);
 * const outputs = describeOutputs(tf.sigmoid(logits), {
 *   kind: 'probabilities',
 *   beneath: { activation: 'sigmoid', logits },
 * });
 * console.log(sigmoidCrossEntropy()(outputs, tf.tensor1d([0])).dataSync()[0]); // 100
 * ```
 */
export function describeOutputs<T extends tf.Tensor>(outputs: T, description: DescribedOutputs): T {
  described.set(outputs, description);
  return outputs;
}

/** What {@link describeOutputs} said of it. */
export function descriptionOf(outputs: tf.Tensor): DescribedOutputs | undefined {
  return described.get(outputs);
}

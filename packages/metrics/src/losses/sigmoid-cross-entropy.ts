import * as tf from '@tensorflow/tfjs-core';
import { checkFromLogits } from './check-from-logits.ts';
import { clippedBinaryEntropy } from './clipped-entropy.ts';
import { shares } from './label-kinds/numbers.ts';
import type { CrossEntropyOptions, Loss } from './loss.ts';
import { type LossRule, makeLoss } from './make-loss.ts';
import { entropyOutputs } from './network-outputs.ts';

/**
 * −y·log σ(z) − (1 − y)·log(1 − σ(z)) for each output by itself, as in two-class and multi-label networks:
 * `tf.nn.sigmoid_cross_entropy_with_logits`. An example's loss is the mean over its outputs, as in Keras.
 *
 * Outputs are logits or probabilities `[batch, n]` (see {@link CrossEntropyOptions.fromLogits}), labels from 0 to 1
 * `[batch, n]`, or `[batch]` where n is 1.
 *
 * @throws RangeError for a reduction it does not know; for a network whose outputs are neither; and from the loss, if
 * the shapes do not fit.
 */
export function sigmoidCrossEntropy({ reduction, fromLogits }: CrossEntropyOptions = {}): Loss {
  const own = checkFromLogits('sigmoidCrossEntropy', fromLogits);
  const outputs = entropyOutputs('sigmoid', fromLogits);
  const ofProbabilities = { activation: 'sigmoid', rule: clippedBinaryEntropy, fromLogits } as const;
  return makeLoss('sigmoidCrossEntropy', { reduction, own }, shares, outputs, ofLogits, ofProbabilities);
}

const ofLogits: LossRule = (logits, labels) => {
  // max(z, 0) − z·y + log(1 + e^−|z|): no exponential overflows.
  const tail = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
  return {
    losses: tf.add(tf.sub(tf.relu(logits), tf.mul(logits, labels)), tail),
    gradient: tf.sub(tf.sigmoid(logits), labels),
  };
};

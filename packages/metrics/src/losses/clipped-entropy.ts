import * as tf from '@tensorflow/tfjs-core';
import type { LossRule } from './make-loss.ts';

/** How near to 0 and 1 a probability may lie: Keras's epsilon. Beyond it the gradient is 0. */
const epsilon = 1e-7;

/** −y·log p − (1 − y)·log(1 − p) for each output, with p clipped: Keras's `binary_crossentropy`. */
export const clippedBinaryEntropy: LossRule = (outputs, labels) => {
  const { clipped, isInside } = clip(outputs);
  const others = tf.sub(1, clipped);
  const hits = tf.mul(labels, tf.log(clipped));
  const misses = tf.mul(tf.sub(1, labels), tf.log(others));
  const slope = tf.div(tf.sub(clipped, labels), tf.mul(clipped, others));
  return { losses: tf.neg(tf.add(hits, misses)), gradient: tf.mul(slope, isInside) };
};

/**
 * −Σ y·log(p / Σp), with the shares clipped: Keras's `categorical_crossentropy`. Outputs that are no distribution, such
 * as sigmoids or what dropout has left, become one.
 */
export const clippedEntropy: LossRule = (outputs, labels) => {
  const total = tf.maximum(tf.sum(outputs, 1, true), epsilon);
  const shares = tf.div(outputs, total);
  const { clipped, isInside } = clip(shares);
  const losses = tf.neg(tf.sum(tf.mul(labels, tf.log(clipped)), 1, true));
  // By the shares, then by the outputs: dL/dp = (g − Σ g·share) / Σp.
  const byShare = tf.mul(tf.neg(tf.div(labels, clipped)), isInside);
  const gradient = tf.div(tf.sub(byShare, tf.sum(tf.mul(byShare, shares), 1, true)), total);
  return { losses, gradient };
};

function clip(probabilities: tf.Tensor): { readonly clipped: tf.Tensor; readonly isInside: tf.Tensor } {
  // The difference is 0, or NaN, which clipping alone would hide.
  const clipped = tf.add(tf.clipByValue(probabilities, epsilon, 1 - epsilon), tf.sub(probabilities, probabilities));
  return { clipped, isInside: tf.cast(tf.equal(clipped, probabilities), 'float32') };
}

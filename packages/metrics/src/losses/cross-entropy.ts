import * as tf from '@tensorflow/tfjs-core';
import type { LossRule } from './make-loss.ts';

/**
 * −Σ y·log softmax(z) with gradient softmax(z)·Σy − y. The row's largest logit is taken off first, so that no
 * exponential overflows; and no logarithm is taken of a probability, which may be 0.
 */
export const crossEntropy: LossRule = (logits, labels) => {
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const exponentials = tf.exp(shifted);
  const normalizer = tf.sum(exponentials, 1, true);
  const mass = tf.sum(labels, 1, true);
  const losses = tf.sub(tf.mul(mass, tf.log(normalizer)), tf.sum(tf.mul(labels, shifted), 1, true));
  const gradient = tf.sub(tf.mul(exponentials, tf.div(mass, normalizer)), labels);
  return { losses, gradient };
};

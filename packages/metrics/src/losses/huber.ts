import * as tf from '@tensorflow/tfjs-core';
import { anyNumbers } from './label-kinds/numbers.ts';
import type { Loss, LossOptions } from './loss.ts';
import { makeLoss } from './make-loss.ts';
import { anyOutputs } from './network-outputs.ts';

/** Options of {@link huber}. */
export interface HuberOptions extends LossOptions {
  /** The size of error at which the parabola becomes a line. Default 1. */
  readonly delta?: number | undefined;
}

/**
 * Half the squared error up to `delta`, and from there on the tangent, so that outliers pull no harder:
 * ½e² for |e| ≤ δ, else δ|e| − ½δ² (Huber, 1964; `tf.losses.huber_loss`). An example's loss is the mean over its
 * outputs, as in Keras.
 *
 * Outputs `[batch, n]`, labels `[batch, n]`, or `[batch]` where n is 1.
 *
 * @throws RangeError if delta is not a finite number above 0, or for a reduction it does not know; and from the
 * loss, if the shapes do not fit.
 */
export function huber({ delta = 1, reduction }: HuberOptions = {}): Loss {
  if (!(Number.isFinite(delta) && delta > 0)) {
    throw new RangeError(`Cannot make huber: delta must be a finite number above 0, it is ${delta}.`);
  }
  return makeLoss('huber', { reduction, own: { delta } }, anyNumbers, anyOutputs, (outputs, labels) => {
    const errors = tf.sub(outputs, labels);
    const sizes = tf.abs(errors);
    const curved = tf.minimum(sizes, delta);
    return {
      losses: tf.add(tf.mul(tf.square(curved), 0.5), tf.mul(tf.sub(sizes, curved), delta)),
      gradient: tf.clipByValue(errors, -delta, delta),
    };
  });
}

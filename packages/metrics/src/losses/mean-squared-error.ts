import * as tf from '@tensorflow/tfjs-core';
import { anyNumbers } from './label-kinds/numbers.ts';
import type { Loss, LossOptions } from './loss.ts';
import { makeLoss } from './make-loss.ts';
import { anyOutputs } from './network-outputs.ts';

/**
 * (z − y)². An example's loss is the mean over its outputs, as in Keras.
 *
 * Outputs `[batch, n]`, labels `[batch, n]`, or `[batch]` where n is 1.
 *
 * @throws RangeError for a reduction it does not know; and from the loss, if the shapes do not fit.
 */
export function meanSquaredError(options: LossOptions = {}): Loss {
  return makeLoss('meanSquaredError', options, anyNumbers, anyOutputs, (outputs, labels) => {
    const errors = tf.sub(outputs, labels);
    return { losses: tf.square(errors), gradient: tf.mul(errors, 2) };
  });
}

import * as tf from '@tensorflow/tfjs-core';
import { anyNumbers } from './label-kinds/numbers.ts';
import type { Loss, LossOptions } from './loss.ts';
import { makeLoss } from './make-loss.ts';
import { anyOutputs } from './network-outputs.ts';

/**
 * |z − y|. An example's loss is the mean over its outputs, as in Keras; where z = y the gradient is 0.
 *
 * Outputs `[batch, n]`, labels `[batch, n]`, or `[batch]` where n is 1.
 *
 * @throws RangeError for a reduction it does not know; and from the loss, if the shapes do not fit.
 */
export function meanAbsoluteError(options: LossOptions = {}): Loss {
  return makeLoss('meanAbsoluteError', options, anyNumbers, anyOutputs, (outputs, labels) => {
    const errors = tf.sub(outputs, labels);
    return { losses: tf.abs(errors), gradient: tf.sign(errors) };
  });
}

import * as tf from '@tensorflow/tfjs-core';
import { zerosAndOnes } from './label-kinds/numbers.ts';
import type { Loss, LossOptions } from './loss.ts';
import { makeLoss } from './make-loss.ts';
import { margins } from './network-outputs.ts';

/**
 * max(0, 1 − s·z), where the label 0 gives s = −1 and 1 gives s = 1, as in `tf.losses.hinge_loss`. An example's
 * loss is the mean over its outputs, as in Keras; on the margin itself the gradient is 0.
 *
 * Outputs `[batch, n]`, labels 0 or 1 `[batch, n]`, or `[batch]` where n is 1.
 *
 * @throws RangeError for a reduction it does not know; for a network that ends in sigmoid or softmax; and from the
 * loss, if the shapes do not fit.
 */
export function hinge(options: LossOptions = {}): Loss {
  return makeLoss('hinge', options, zerosAndOnes, margins, (outputs, labels) => {
    const signs = tf.sub(tf.mul(labels, 2), 1);
    const margins = tf.sub(1, tf.mul(signs, outputs));
    const violated = tf.step(margins);
    // Not relu, which runs on XNNPACK: that promises nothing about NaN.
    return { losses: tf.mul(margins, violated), gradient: tf.neg(tf.mul(signs, violated)) };
  });
}

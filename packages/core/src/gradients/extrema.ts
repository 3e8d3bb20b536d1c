import * as tf from '@tensorflow/tfjs-core';
import { ofInput, ofInputs, withAttributes } from './define.ts';

const masked = (dy: tf.Tensor, mask: tf.Tensor): tf.Tensor => tf.mul(dy, tf.cast(mask, 'float32'));

/** The larger, the smaller, the clipped, the absolute value, element by element. Where a = b, `a` takes it all. */
export const extrema: readonly tf.GradConfig[] = [
  ofInputs(tf.Maximum, {
    a: (dy, a, b) => masked(dy, tf.greaterEqual(a, b)),
    b: (dy, a, b) => masked(dy, tf.less(a, b)),
  }),
  ofInputs(tf.Minimum, {
    a: (dy, a, b) => masked(dy, tf.lessEqual(a, b)),
    b: (dy, a, b) => masked(dy, tf.greater(a, b)),
  }),
  ofInput(tf.Abs, (dy, x) => tf.mul(dy, tf.sign(x))),
  withAttributes<tf.ClipByValueAttrs>({ kernelName: tf.ClipByValue, inputsToSave: ['x'] }, ([dy], [x], attributes) => ({
    x: () => {
      const { clipValueMin, clipValueMax } = attributes;
      return masked(dy!, tf.logicalAnd(tf.greaterEqual(x!, clipValueMin), tf.lessEqual(x!, clipValueMax)));
    },
  })),
];

import * as tf from '@tensorflow/tfjs-core';
import { ofInput, ofInputs, ofOutput } from './define.ts';

/** Powers, roots, exponentials and logarithms. */
export const powers: readonly tf.GradConfig[] = [
  ofInput(tf.Square, (dy, x) => tf.mul(dy, tf.mul(x, 2))),
  ofOutput(tf.Sqrt, tf.sqrt, (dy, y) => tf.div(dy, tf.mul(y, 2))),
  ofOutput(tf.Rsqrt, tf.rsqrt, (dy, y) => tf.mul(dy, tf.mul(tf.mul(tf.square(y), y), -0.5))),
  ofOutput(tf.Reciprocal, tf.reciprocal, (dy, y) => tf.neg(tf.mul(dy, tf.square(y)))),
  ofInputs(tf.Pow, {
    a: (dy, a, b) => tf.mul(dy, tf.mul(b, tf.pow(a, tf.sub(b, 1)))),
    // The logarithm exists for positive bases only; elsewhere the gradient counts as zero.
    b: (dy, a, b) => {
      const positive = tf.greater(a, 0);
      const logarithm = tf.log(tf.where(positive, a, tf.onesLike(a)));
      return tf.mul(dy, tf.mul(tf.pow(a, b), logarithm));
    },
  }),
  ofOutput(tf.Exp, tf.exp, (dy, y) => tf.mul(dy, y)),
  ofInput(tf.Expm1, (dy, x) => tf.mul(dy, tf.exp(x))),
  ofInput(tf.Log, (dy, x) => tf.div(dy, x)),
  ofInput(tf.Log1p, (dy, x) => tf.div(dy, tf.add(x, 1))),
  ofInput(tf.Erf, (dy, x) => tf.mul(dy, tf.mul(tf.exp(tf.neg(tf.square(x))), 2 / Math.sqrt(Math.PI)))),
];

import * as tf from '@tensorflow/tfjs-core';
import { ofInput, ofInputs, only } from './define.ts';

/** Sums, products, quotients. */
export const arithmetic: readonly tf.GradConfig[] = [
  ofInputs(tf.Add, { a: (dy) => tf.clone(dy), b: (dy) => tf.clone(dy) }),
  ofInputs(tf.Sub, { a: (dy) => tf.clone(dy), b: (dy) => tf.neg(dy) }),
  ofInputs(tf.Multiply, { a: (dy, _a, b) => tf.mul(dy, b), b: (dy, a) => tf.mul(dy, a) }),
  // In float32: the quotient of integers is cut off.
  ofInputs(tf.RealDiv, {
    a: (dy, _a, b) => tf.div(dy, tf.cast(b, 'float32')),
    b: (dy, a, b) => tf.neg(tf.div(tf.mul(dy, tf.cast(a, 'float32')), tf.square(tf.cast(b, 'float32')))),
  }),
  // a mod b = a − b·⌊a / b⌋, and the floor is constant between its jumps.
  ofInputs(tf.Mod, { a: (dy) => tf.clone(dy), b: (dy, a, b) => tf.neg(tf.mul(dy, tf.floor(tf.div(a, b)))) }),
  ofInputs(tf.SquaredDifference, {
    a: (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(a, b), 2)),
    b: (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(b, a), 2)),
  }),
  ofInput(tf.Neg, (dy) => tf.neg(dy)),
  {
    kernelName: tf.AddN,
    saveAllInputs: true,
    gradFunc: (dy, inputs) => Object.fromEntries(inputs.map((_, i) => [i, () => tf.clone(only(dy))])),
  },
];

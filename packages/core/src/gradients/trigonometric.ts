import * as tf from '@tensorflow/tfjs-core';
import { ofInput, ofInputs, ofOutput } from './define.ts';

const onePlusSquare = (x: tf.Tensor): tf.Tensor => tf.add(tf.square(x), 1);
const oneMinusSquare = (x: tf.Tensor): tf.Tensor => tf.sub(1, tf.square(x));

/** Trigonometric and hyperbolic functions and their inverses. */
export const trigonometric: readonly tf.GradConfig[] = [
  ofInput(tf.Sin, (dy, x) => tf.mul(dy, tf.cos(x))),
  ofInput(tf.Cos, (dy, x) => tf.neg(tf.mul(dy, tf.sin(x)))),
  ofOutput(tf.Tan, tf.tan, (dy, y) => tf.mul(dy, onePlusSquare(y))),
  ofInput(tf.Asin, (dy, x) => tf.div(dy, tf.sqrt(oneMinusSquare(x)))),
  ofInput(tf.Acos, (dy, x) => tf.neg(tf.div(dy, tf.sqrt(oneMinusSquare(x))))),
  ofInput(tf.Atan, (dy, x) => tf.div(dy, onePlusSquare(x))),
  ofInputs(tf.Atan2, {
    a: (dy, a, b) => tf.mul(dy, tf.div(b, tf.add(tf.square(a), tf.square(b)))),
    b: (dy, a, b) => tf.neg(tf.mul(dy, tf.div(a, tf.add(tf.square(a), tf.square(b))))),
  }),
  ofInput(tf.Sinh, (dy, x) => tf.mul(dy, tf.cosh(x))),
  ofInput(tf.Cosh, (dy, x) => tf.mul(dy, tf.sinh(x))),
  ofOutput(tf.Tanh, tf.tanh, (dy, y) => tf.mul(dy, oneMinusSquare(y))),
  ofInput(tf.Asinh, (dy, x) => tf.div(dy, tf.sqrt(onePlusSquare(x)))),
  ofInput(tf.Acosh, (dy, x) => tf.div(dy, tf.sqrt(tf.sub(tf.square(x), 1)))),
  ofInput(tf.Atanh, (dy, x) => tf.div(dy, oneMinusSquare(x))),
];

import * as tf from '@tensorflow/tfjs-core';
import { isNested, ofInput, ofOutput, only, sumToShape, withAttributes } from './define.ts';

/** From "Self-Normalizing Neural Networks" (Klambauer et al., 2017). */
const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/** Activation functions. `logSoftmax` is not among them: tfjs composes it and brings its own gradient. */
export const activations: readonly tf.GradConfig[] = [
  ofOutput(tf.Relu, tf.relu, (dy, y) => tf.mul(dy, tf.step(y))),
  ofInput(tf.Relu6, (dy, x) => tf.where(tf.logicalAnd(tf.greater(x, 0), tf.lessEqual(x, 6)), dy, tf.zerosLike(dy))),
  withAttributes<tf.LeakyReluAttrs>({ kernelName: tf.LeakyRelu, inputsToSave: ['x'] }, ([dy], [x], { alpha }) => ({
    x: () => tf.mul(dy!, tf.step(x!, alpha)),
  })),
  {
    kernelName: tf.Prelu,
    inputsToSave: ['x', 'alpha'],
    gradFunc: (dy, [x, alpha]) => ({
      x: () => tf.where(tf.greater(x!, 0), only(dy), tf.mul(only(dy), alpha!)),
      alpha: () => sumToShape(tf.mul(only(dy), tf.minimum(x!, 0)), alpha!.shape),
    }),
  },
  ofOutput(tf.Elu, tf.elu, (dy, y) => tf.mul(dy, tf.add(tf.minimum(y, 0), 1))), // below zero y = eˣ − 1
  // Above zero the slope is λ, below it is λα·eˣ = y + λα. The slope of `step` below zero is its second argument.
  ofOutput(tf.Selu, tf.selu, (dy, y) => tf.mul(dy, tf.add(tf.mul(tf.step(y, seluAlpha), seluScale), tf.minimum(y, 0)))),
  ofOutput(tf.Sigmoid, tf.sigmoid, (dy, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y)))),
  ofInput(tf.Softplus, (dy, x) => tf.mul(dy, tf.sigmoid(x))),
  withAttributes<tf.SoftmaxAttrs>(
    { kernelName: tf.Softmax, inputsToSave: ['logits'], outputsToSave: [true] },
    ([dy], [logits, output], { dim }) => ({
      logits: () => {
        const y = isNested() ? tf.softmax(logits!, dim) : output!;
        return tf.mul(tf.sub(dy!, tf.sum(tf.mul(dy!, y), dim, true)), y);
      },
    }),
  ),
];

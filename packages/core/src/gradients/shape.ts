import * as tf from '@tensorflow/tfjs-core';
import { ofInput, only, withAttributes } from './define.ts';

/** Ops that give the same numbers in another shape, order or type. */
export const shape: readonly tf.GradConfig[] = [
  ofInput(tf.Reshape, (dy, x) => tf.reshape(dy, x.shape)),
  {
    kernelName: tf.ExpandDims,
    inputsToSave: ['input'],
    gradFunc: (dy, [input]) => ({ input: () => tf.reshape(only(dy), input!.shape) }),
  },
  withAttributes<tf.TransposeAttrs>({ kernelName: tf.Transpose }, ([dy], _saved, { perm }) => ({
    x: () => tf.transpose(dy!, tf.backend_util.getUndoAxesPermutation(perm)),
  })),
  withAttributes<tf.ReverseAttrs>({ kernelName: tf.Reverse }, ([dy], _saved, { dims }) => ({
    x: () => tf.reverse(dy!, dims),
  })),
  { kernelName: tf.Identity, gradFunc: (dy) => ({ x: () => tf.cast(only(dy), 'float32') }) },
  { kernelName: tf.Cast, gradFunc: (dy) => ({ x: () => tf.cast(only(dy), 'float32') }) },
];

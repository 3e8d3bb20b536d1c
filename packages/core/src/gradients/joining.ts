import * as tf from '@tensorflow/tfjs-core';
import { type InputGradients, withAttributes } from './define.ts';

/** Ops that join tensors or take them apart. */
export const joining: readonly tf.GradConfig[] = [
  withAttributes<tf.ConcatAttrs>({ kernelName: tf.Concat, saveAllInputs: true }, ([dy], inputs, { axis }) => {
    const along = axis < 0 ? axis + dy!.rank : axis;
    let start = 0;
    return each(inputs, (input) => {
      const begin = dy!.shape.map((_, i) => (i === along ? start : 0));
      start += input.shape[along]!;
      return () => tf.slice(dy!, begin, input.shape);
    });
  }),
  withAttributes<tf.PackAttrs>({ kernelName: tf.Pack, saveAllInputs: true }, ([dy], inputs, { axis }) => {
    const along = axis < 0 ? axis + dy!.rank : axis;
    return each(inputs, (input, index) => {
      const begin = dy!.shape.map((_, i) => (i === along ? index : 0));
      const size = dy!.shape.map((length, i) => (i === along ? 1 : length));
      return () => tf.reshape(tf.slice(dy!, begin, size), input.shape);
    });
  }),
  withAttributes<tf.SplitVAttrs>({ kernelName: tf.SplitV }, (dys, _saved, { axis }) => ({
    x: () => tf.concat(dys, axis),
  })),
  withAttributes<tf.UnpackAttrs>({ kernelName: tf.Unpack }, (dys, _saved, { axis }) => ({
    value: () => tf.stack(dys, axis),
  })),
];

/** The inputs of an op that takes a list are named 0, 1, 2 … */
function each(inputs: tf.Tensor[], gradient: (input: tf.Tensor, index: number) => () => tf.Tensor): InputGradients {
  return Object.fromEntries(inputs.map((input, i) => [i, gradient(input, i)]));
}

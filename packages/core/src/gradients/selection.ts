import * as tf from '@tensorflow/tfjs-core';
import { only, withAttributes } from './define.ts';
import { gatherGradient } from './gather.ts';

/** Ops that take part of a tensor, or repeat or pad it. */
export const selection: readonly tf.GradConfig[] = [
  withAttributes<tf.SliceAttrs>({ kernelName: tf.Slice, inputsToSave: ['x'] }, ([dy], [x], attributes) => ({
    x: () => {
      const [begin, size] = tf.slice_util.parseSliceParams(x!, attributes.begin, attributes.size) as [
        number[],
        number[],
      ];
      return tf.pad(
        dy!,
        begin.map((start, i): [number, number] => [start, x!.shape[i]! - start - size[i]!]),
      );
    },
  })),
  withAttributes<tf.PadV2Attrs>({ kernelName: tf.PadV2, inputsToSave: ['x'] }, ([dy], [x], { paddings }) => ({
    x: () =>
      tf.slice(
        dy!,
        paddings.map(([before]) => before),
        x!.shape,
      ),
  })),
  withAttributes<tf.TileAttrs>({ kernelName: tf.Tile, inputsToSave: ['x'] }, ([dy], [x], { reps }) => ({
    x: () => sumOfTiles(dy!, x!.shape, reps),
  })),
  {
    // Chosen, not multiplied by a mask: an infinity on the side that was not taken must not become NaN.
    kernelName: tf.Select,
    inputsToSave: ['condition'],
    gradFunc: (dy, [condition]) => ({
      condition: () => tf.zeros(condition!.shape),
      t: () => tf.where(condition!, only(dy), tf.zerosLike(only(dy))),
      e: () => tf.where(condition!, tf.zerosLike(only(dy)), only(dy)),
    }),
  },
  gatherGradient,
];

/** Sums over the repetitions, axis by axis: along one, the tiled tensor is [outer, repetitions, inner]. */
function sumOfTiles(dy: tf.Tensor, shape: number[], reps: number[]): tf.Tensor {
  let sum = dy;
  reps.forEach((repetitions, axis) => {
    if (repetitions === 1) return;
    const after = [...shape.slice(0, axis + 1), ...sum.shape.slice(axis + 1)];
    const inner = after.slice(axis).reduce((size, length) => size * length, 1);
    sum = tf.reshape(tf.sum(tf.reshape(sum, [-1, repetitions, inner]), 1), after);
  });
  return tf.reshape(sum, shape);
}

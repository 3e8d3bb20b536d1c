import * as tf from '@tensorflow/tfjs-core';
import { withAttributes } from './define.ts';

/**
 * The gradient of `tf.gather`: each row of `dy` is added to the row it was taken from.
 *
 * The WASM backend has no scatter-add that would do this (`UnsortedSegmentSum`), so it is a product with a one-hot
 * matrix, [depth, indices] · [indices, rest]. The op's shapes are, in order,
 *
 *     x  [batch…, outer…, depth,    inner…]
 *     dy [batch…, outer…, indices…, inner…]
 */
export const gatherGradient: tf.GradConfig = withAttributes<tf.GatherV2Attrs>(
  { kernelName: tf.GatherV2, inputsToSave: ['x', 'indices'] },
  ([dy], [x, indices], attributes) => ({
    x: () => {
      const [axis] = tf.util.parseAxisParam(attributes.axis, x!.shape) as [number];
      const batchDims = attributes.batchDims < 0 ? attributes.batchDims + indices!.rank : attributes.batchDims;
      const depth = x!.shape[axis]!;
      const batch = sizeOf(x!.shape.slice(0, batchDims));
      const outer = sizeOf(x!.shape.slice(batchDims, axis));
      const inner = sizeOf(x!.shape.slice(axis + 1));
      const taken = indices!.size / batch;

      const rows = tf.transpose(tf.reshape(dy!, [batch, outer, taken, inner]), [0, 2, 1, 3]);
      const source = tf.reshape(tf.range(0, depth, 1, 'int32'), [1, depth, 1]);
      const isSource = tf.cast(tf.equal(source, tf.reshape(indices!, [batch, 1, taken])), 'float32');
      const sums = tf.matMul(isSource, tf.reshape(rows, [batch, taken, outer * inner]));
      return tf.reshape(tf.transpose(tf.reshape(sums, [batch, depth, outer, inner]), [0, 2, 1, 3]), x!.shape);
    },
    indices: () => tf.zeros(indices!.shape),
  }),
);

function sizeOf(shape: number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

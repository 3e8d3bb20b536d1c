import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { blockDepth } from '../kernels/codes.ts';
import type { KernelExports } from '../kernels/exports.ts';

/** A matrix product, as tfjs's kernels are asked for it. */
export interface Product {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** As long as the result's rows. */
  readonly bias?: tf.TensorInfo | undefined;
  readonly isRelu?: boolean;
}

/**
 * The product of two tensors of matrices, `[..., rows, depth]` and `[..., depth, columns]`; the axes before those are
 * broadcast.
 * @throws Error, as tfjs's own kernel, if their shapes do not fit.
 */
export function multiply(kernels: KernelExports, backend: BackendWasm, product: Product): tf.TensorInfo {
  const { a, b, transposeA, transposeB, bias, isRelu = false } = product;
  const [rows, depth] = lastTwo(a.shape, transposeA);
  const [depthOfB, columns] = lastTwo(b.shape, transposeB);
  tf.util.assert(
    depth === depthOfB,
    () =>
      `Error in matMul: inner shapes (${depth}) and (${depthOfB}) of Tensors with shapes ${a.shape} and ${b.shape} ` +
      `and transposeA=${transposeA} and transposeB=${transposeB} must match.`,
  );
  const batchShape = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const result = backend.makeOutput([...batchShape, rows, columns], 'float32');
  const batches = tf.util.sizeFromShape(batchShape);
  if (batches * rows * columns === 0) return result;
  const scratch = backend.makeOutput([Math.max(8 + blockDepth * 8 + rows * 8, 2 + depth * 2)], 'float32');
  const address = ({ dataId }: tf.TensorInfo): number => backend.dataIdMap.get(dataId).memoryOffset;
  const [placeInA, placeInB] = [
    broadcast(a.shape.slice(0, -2), batchShape),
    broadcast(b.shape.slice(0, -2), batchShape),
  ];
  for (let i = 0; i < batches; i++) {
    kernels.matMul(
      ...([address(a) + placeInA(i) * rows * depth * 4, transposeA] as const),
      ...([address(b) + placeInB(i) * depth * columns * 4, transposeB] as const),
      ...([rows, depth, columns, address(result) + i * rows * columns * 4] as const),
      ...([bias ? address(bias) : 0, isRelu, address(scratch)] as const),
    );
  }
  backend.disposeData(scratch.dataId);
  return result;
}

function lastTwo(shape: readonly number[], transposed: boolean): [rows: number, columns: number] {
  const [rows = 1, columns = 1] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

/** Which matrix of a tensor goes into the result's i-th, where its batch axes are broadcast. */
function broadcast(shape: readonly number[], to: readonly number[]): (i: number) => number {
  const missing = to.length - shape.length;
  return (i) => {
    let place = 0;
    let [rest, stride] = [i, 1];
    for (let axis = to.length - 1; axis >= missing; axis--) {
      const size = shape[axis - missing]!;
      if (size > 1) place += (rest % to[axis]!) * stride;
      rest = Math.floor(rest / to[axis]!);
      stride *= size;
    }
    return place;
  };
}

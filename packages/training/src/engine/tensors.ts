import { Matrix, type Targets } from '@feedforward/datasets';
import * as tf from '@tensorflow/tfjs-core';

/** Features as float32 `[rows, columns]`, scaled. */
export function featuresTensor(features: Matrix): tf.Tensor2D {
  return tf.tensor2d(features.toFloat32(), [...features.shape], 'float32');
}

/** Integer labels as int32 `[rows]`, others as float32 `[rows]`, a matrix as float32 `[rows, columns]`. */
export function targetsTensor(targets: Targets): tf.Tensor {
  if (targets instanceof Matrix) return featuresTensor(targets);
  const floating = targets instanceof Float32Array || targets instanceof Float64Array;
  return floating ? tf.tensor1d(Float32Array.from(targets)) : tf.tensor1d(Int32Array.from(targets), 'int32');
}

/** Outputs as a matrix `[rows, n]`, with all axes but the batch's laid flat. */
export function outputsMatrix(outputs: tf.Tensor, rows: number): Matrix<Float32Array> {
  const data = outputs.dataSync<'float32'>();
  return new Matrix(data, [rows, rows === 0 ? 0 : data.length / rows]);
}

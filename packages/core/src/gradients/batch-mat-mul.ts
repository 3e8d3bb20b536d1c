import * as tf from '@tensorflow/tfjs-core';
import { sumToShape, withAttributes } from './define.ts';

/**
 * The gradient of `tf.matMul`, for y = A·B: dA = dy·Bᵀ and dB = Aᵀ·dy, where A and B are the inputs, transposed if
 * the op was told to. Each is one product: our kernel reads a transposed matrix as fast as any other.
 */
export const batchMatMulGradient: tf.GradConfig = withAttributes<tf.BatchMatMulAttrs>(
  { kernelName: tf.BatchMatMul, inputsToSave: ['a', 'b'] },
  ([dy], [a, b], { transposeA, transposeB }) => ({
    a: () => {
      const gradient = transposeA ? tf.matMul(b!, dy!, transposeB, true) : tf.matMul(dy!, b!, false, !transposeB);
      return sumToShape(gradient, a!.shape);
    },
    b: () => {
      const gradient = transposeB ? tf.matMul(dy!, a!, true, transposeA) : tf.matMul(a!, dy!, !transposeA, false);
      return sumToShape(gradient, b!.shape);
    },
  }),
);

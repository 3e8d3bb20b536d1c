import * as tf from '@tensorflow/tfjs-core';
import { sumToShape, withAttributes } from './define.ts';

/**
 * The gradient of `tf.matMul`, for y = A·B: dA = dy·Bᵀ and dB = Aᵀ·dy, where A and B are the inputs, transposed if
 * the op was told to.
 *
 * Every transpose is an op of its own. In the WASM backend a product that is asked to transpose leaves the fast
 * kernel (XNNPACK) for a scalar loop, which costs several times what the transpose does.
 */
export const batchMatMulGradient: tf.GradConfig = withAttributes<tf.BatchMatMulAttrs>(
  { kernelName: tf.BatchMatMul, inputsToSave: ['a', 'b'] },
  ([dy], [a, b], { transposeA, transposeB }) => ({
    // With a transposed input, the gradient of the input is the transpose of that product: dA = B·dyᵀ.
    a: () => {
      const right = transposeB ? b! : transposed(b!);
      const gradient = transposeA ? tf.matMul(transposed(right), transposed(dy!)) : tf.matMul(dy!, right);
      return sumToShape(gradient, a!.shape);
    },
    b: () => {
      const left = transposeA ? a! : transposed(a!);
      const gradient = transposeB ? tf.matMul(transposed(dy!), transposed(left)) : tf.matMul(left, dy!);
      return sumToShape(gradient, b!.shape);
    },
  }),
);

/** The tensor with its last two axes exchanged. */
function transposed(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, i) => i);
  return tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

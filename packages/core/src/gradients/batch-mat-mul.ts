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
    a: () => {
      const gradient = transposeB ? tf.matMul(dy!, b!) : timesTransposed(dy!, b!);
      return sumToShape(transposeA ? transposed(gradient) : gradient, a!.shape);
    },
    b: () => {
      const gradient = tf.matMul(transposeA ? a! : transposed(a!), dy!);
      return sumToShape(transposeB ? transposed(gradient) : gradient, b!.shape);
    },
  }),
);

/** left·rightᵀ, with the smaller of the two on the right, since XNNPACK copies what stands there. */
function timesTransposed(left: tf.Tensor, right: tf.Tensor): tf.Tensor {
  return right.size > left.size ? transposed(tf.matMul(right, transposed(left))) : tf.matMul(left, transposed(right));
}

/** The tensor with its last two axes exchanged. */
function transposed(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, i) => i);
  return tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

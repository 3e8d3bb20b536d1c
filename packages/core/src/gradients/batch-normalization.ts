import * as tf from '@tensorflow/tfjs-core';
import { sumToShape, withAttributes } from './define.ts';

/**
 * The gradient of `tf.batchNorm`: y = (x − mean) / √(variance + ε) · scale + offset, where all but x broadcast.
 *
 * Ioffe and Szegedy, "Batch Normalization" (2015). Mean and variance are inputs here, not computed from x.
 * As with tfjs's own gradient, the scale must be given: tfjs cannot save an input that is not there.
 */
export const batchNormalizationGradient: tf.GradConfig = withAttributes<tf.FusedBatchNormAttrs>(
  { kernelName: tf.FusedBatchNorm, inputsToSave: ['x', 'mean', 'variance', 'scale'] },
  ([dy], [x, mean, variance, scale], { varianceEpsilon }) => {
    const inverse = (): tf.Tensor => tf.rsqrt(tf.add(variance!, varianceEpsilon));
    const byNormalized = (): tf.Tensor => tf.mul(dy!, scale!);
    const centred = (): tf.Tensor => tf.sub(x!, mean!);
    return {
      x: () => tf.mul(byNormalized(), inverse()),
      mean: () => tf.neg(sumToShape(tf.mul(byNormalized(), inverse()), mean!.shape)),
      variance: () => {
        const cubed = tf.mul(tf.square(inverse()), inverse());
        return sumToShape(tf.mul(tf.mul(byNormalized(), centred()), tf.mul(cubed, -0.5)), variance!.shape);
      },
      scale: () => sumToShape(tf.mul(dy!, tf.mul(centred(), inverse())), scale!.shape),
      offset: () => sumToShape(dy!, mean!.shape),
    };
  },
);

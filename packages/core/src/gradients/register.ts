import * as tf from '@tensorflow/tfjs-core';
import { activations } from './activations.ts';
import { arithmetic } from './arithmetic.ts';
import { batchMatMulGradient } from './batch-mat-mul.ts';
import { batchNormalizationGradient } from './batch-normalization.ts';
import { extrema } from './extrema.ts';
import { joining } from './joining.ts';
import { piecewiseConstant } from './piecewise-constant.ts';
import { powers } from './powers.ts';
import { reductions } from './reductions.ts';
import { selection } from './selection.ts';
import { shape } from './shape.ts';
import { trigonometric } from './trigonometric.ts';

/**
 * Attaches the gradients that tfjs-core leaves out when it is used without the `@tensorflow/tfjs` package.
 *
 * `ready()` calls this. A gradient that is registered already stays, but for that of `tf.matMul`, which is replaced:
 * ours gives the same numbers, several times sooner on WASM. Convolutions, pooling and image ops have none here.
 */
export function registerGradients(): void {
  for (const gradient of [
    ...arithmetic,
    ...powers,
    ...trigonometric,
    ...activations,
    ...extrema,
    ...piecewiseConstant,
    ...reductions,
    ...shape,
    ...joining,
    ...selection,
    batchNormalizationGradient,
  ]) {
    if (tf.getGradient(gradient.kernelName) === undefined) tf.registerGradient(gradient);
  }
  tf.registerGradient(batchMatMulGradient);
}

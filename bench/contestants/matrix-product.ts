// `tf.matMul`; a step is a billion floating-point operations.
import * as tf from '@tensorflow/tfjs-core';
import { repeat } from './repeat.ts';
import { type Run, serve } from './serve.ts';
import { settings } from './settings.ts';
import { startTfjs } from './start-tfjs.ts';
import { versionsOf } from './versions.ts';

const [m = 1, k = 1, n = 1] = settings.product;
const transposeA = settings.transpose === 'a';
const transposeB = settings.transpose === 'b';
await startTfjs();
const a = tf.randomUniform<tf.Rank.R2>(transposeA ? [k, m] : [m, k], -1, 1, 'float32', 1);
const b = tf.randomUniform<tf.Rank.R2>(transposeB ? [n, k] : [k, n], -1, 1, 'float32', 2);
const multiply = repeat(() => tf.matMul(a, b, transposeA, transposeB).dispose());

const run: Run = async (milliseconds) => {
  const { steps, seconds } = await multiply(milliseconds);
  return { steps: (steps * 2 * m * k * n) / 1e9, seconds };
};
await serve(run, { versions: versionsOf('@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm') });

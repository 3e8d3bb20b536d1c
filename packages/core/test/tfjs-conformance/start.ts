import '@tensorflow/tfjs-backend-wasm'; // registers its kernels before they are looked at
import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from '../../src/gradients/register.ts';
import { ready } from '../../src/index.ts';
import { startWasm } from '../../src/start-wasm.ts';
import type { Variant } from './outcome.ts';

/** Starts the wasm backend, and tells which of its kernels are not tfjs's own. */
export async function start(variant: Variant): Promise<string[]> {
  const stock = new Set(kernels().map(({ kernelFunc }) => kernelFunc));
  if (variant === 'ours') {
    await ready();
  } else {
    await startWasm();
    registerGradients();
  }
  return kernels()
    .filter(({ kernelFunc }) => !stock.has(kernelFunc))
    .map(({ kernelName }) => kernelName);
}

function kernels(): tf.KernelConfig[] {
  return tf.getKernelsForBackend('wasm');
}

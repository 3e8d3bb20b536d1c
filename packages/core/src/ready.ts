import type { Backend } from './backend.ts';
import { registerGradients } from './gradients/register.ts';
import { type KernelSettings, startKernels } from './kernels/start-kernels.ts';

let started: Promise<boolean> | undefined;

/**
 * Starts TensorFlow.js on its WebAssembly SIMD backend, attaches the gradients that tfjs-core leaves out, and puts our
 * matrix products in the place of tfjs's.
 *
 * Works without paths or configuration: the binaries travel inside this package. The work is done once, also for
 * concurrent calls. After a failure it can be called again. A `wasm` backend that is running already is taken as it is.
 * The settings are those of training; see {@link KernelSettings}.
 *
 * @throws Error where WebAssembly or its SIMD instructions are missing, or the backend does not start. Nothing is
 * registered then. RangeError for settings that cannot be.
 *
 * @example
 * ```ts
 * import { ready } from '@feedforward/core';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * await ready({ threads: 1 }); // { backend: 'wasm', simd: true, relaxedSimd: true, threads: 1 }
 * console.log(tf.grad((x) => tf.square(x))(tf.scalar(3)).dataSync()[0]); // 6
 * ```
 */
export async function ready(settings: KernelSettings = {}): Promise<Backend> {
  const kernels = await startKernels(settings);
  started ??= start(kernels.relaxedSimd).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return { backend: 'wasm', simd: await started, relaxedSimd: kernels.relaxedSimd, threads: kernels.maximumThreads };
}

async function start(relaxedSimd: boolean): Promise<boolean> {
  // Imported here, and not above, so that the binary is loaded only when it can run.
  const { startWasm } = await import('./start-wasm.ts');
  const { simd } = await startWasm();
  const { registerKernels } = await import('./tfjs-kernels/register.ts');
  await registerKernels(relaxedSimd);
  registerGradients();
  return simd;
}

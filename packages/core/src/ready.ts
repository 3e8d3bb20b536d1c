import type { Backend } from './backend.ts';
import { registerGradients } from './gradients/register.ts';
import { type WebAssemblyFeatures, webAssemblyFeatures } from './webassembly-features.ts';

let started: Promise<Backend> | undefined;

/**
 * Starts TensorFlow.js on its WebAssembly SIMD backend and attaches the gradients that tfjs-core leaves out.
 *
 * Works without paths or configuration: the binary travels inside this package. The work is done once; further
 * calls, also concurrent ones, give the same promise. After a failure it can be called again. A `wasm` backend
 * that is running already is taken as it is.
 *
 * @throws Error where WebAssembly or its SIMD instructions are missing, or the backend does not start. Nothing is
 * registered then.
 *
 * @example
 * ```ts
 * import { ready } from '@feedforward/core';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * await ready(); // { backend: 'wasm', simd: true, relaxedSimd: true, threads: 1 }
 * console.log(tf.grad((x) => tf.square(x))(tf.scalar(3)).dataSync()[0]); // 6
 * ```
 */
export function ready(): Promise<Backend> {
  started ??= start().catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function start(): Promise<Backend> {
  const features = webAssemblyFeatures();
  requireSimd(features);
  // Imported here, and not above, so that the binary is loaded only when it can run.
  const { startWasm } = await import('./start-wasm.ts');
  const { simd, threads } = await startWasm();
  registerGradients();
  return { backend: 'wasm', simd, relaxedSimd: features.relaxedSimd, threads };
}

function requireSimd({ webAssembly, simd }: WebAssemblyFeatures): void {
  if (webAssembly && simd) return;
  throw new Error(
    'Cannot start the WASM backend: it needs WebAssembly with 128-bit SIMD, ' +
      `${webAssembly ? 'and this runtime has WebAssembly without SIMD' : 'and this runtime has no WebAssembly'}. ` +
      'Node 16.4, Deno 1.9, Bun 1.0, Chrome 91, Firefox 89 and Safari 16.4, or newer, have both, ' +
      'unless they are switched off, as by `--jitless` or Lockdown Mode.',
  );
}

import * as wasm from '@tensorflow/tfjs-backend-wasm';
import simdBinary from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
import * as tf from '@tensorflow/tfjs-core';

/** Makes `wasm` the backend of tfjs, started if it is not running yet, and tells how it runs. */
export async function startWasm(): Promise<{ simd: boolean }> {
  requireSameEngine();
  if (!(await isRunning())) await startSimd();
  return { simd: Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) };
}

/**
 * Copies of tfjs-core share one engine through the global object, so two of the same version do, though they cost
 * twice the space. Two versions mix their internals, and two global objects have an engine each: nothing works then.
 */
function requireSameEngine(): void {
  if (tf.findBackendFactory('wasm') !== null && tf.version_core === wasm.version_wasm) return;
  throw new Error(
    'Cannot start the WASM backend: it needs the same @tensorflow/tfjs-core as @feedforward/core, and registered ' +
      `itself with another copy (${tf.version_core} here, ${wasm.version_wasm} there). Install one of them only: see ` +
      '`npm ls @tensorflow/tfjs-core`, and let your bundler resolve it to one file.',
  );
}

/** Whether the program has started the backend by itself, or is just starting it. */
async function isRunning(): Promise<boolean> {
  if (tf.getBackend() === 'wasm') await tf.ready();
  return 'wasm' in tf.engine().registry && (await tf.setBackend('wasm'));
}

async function startSimd(): Promise<void> {
  await requirePermission();
  const url = `data:application/wasm;base64,${simdBinary}`;
  wasm.setWasmPaths(
    {
      'tfjs-backend-wasm.wasm': url,
      'tfjs-backend-wasm-simd.wasm': url,
      'tfjs-backend-wasm-threaded-simd.wasm': url,
    },
    true, // by the platform's fetch, which takes a data URL everywhere
  );
  // The threaded build needs a worker file, and a shared memory that other modules cannot join.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const previous = tf.engine().backendName;
  if (await tf.setBackend('wasm')) return;
  await withdraw(previous);
  throw new Error(
    'Cannot start the WASM backend: tfjs could not initialize it, for the reason it has just logged. ' +
      'Call ready() before any tf.setBackend().',
  );
}

/**
 * Tries the two things that starting needs on the smallest module there is.
 *
 * tfjs itself would neither start nor fail where they are forbidden, but wait for ever.
 */
async function requirePermission(): Promise<void> {
  try {
    const response = await tf.util.fetch('data:application/wasm;base64,AGFzbQEAAAA=');
    await WebAssembly.instantiate(await response.arrayBuffer());
  } catch (cause) {
    throw new Error(
      'Cannot start the WASM backend: it needs to fetch a data: URL and to compile WebAssembly, and this runtime ' +
        "refuses. In a page with a Content-Security-Policy, allow `connect-src data:` and `script-src 'wasm-unsafe-eval'`. " +
        `The reason given: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
}

/** Leaves tfjs as it was before a start that failed. */
async function withdraw(previous: string | null | undefined): Promise<void> {
  const factory = tf.findBackendFactory('wasm');
  tf.removeBackend('wasm'); // forgets the failure
  tf.registerBackend('wasm', factory, 2);
  if (previous && previous !== 'wasm') await tf.setBackend(previous);
}

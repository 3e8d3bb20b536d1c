import * as tf from '@tensorflow/tfjs-core';
import { withdraw } from './serve.ts';
import { settings } from './settings.ts';

/** Starts tfjs on WebAssembly, with the kernels that the settings name. */
export function startTfjs(): Promise<void> {
  return settings.kernels === 'ours' ? startOurs() : startStock();
}

/** What this library's users call. */
export async function startOurs(): Promise<void> {
  const { ready } = await import('@feedforward/core');
  const { threads } = await ready({ threads: settings.threads });
  if (threads !== settings.threads) withdraw(`asked for ${settings.threads} threads, got ${threads}`);
}

async function startStock(): Promise<void> {
  await import('@tensorflow/tfjs-backend-wasm');
  await import('@tensorflow/tfjs-layers'); // registers the gradients, as `import '@tensorflow/tfjs'` does
  if (!(await tf.setBackend('wasm'))) throw new Error('Cannot start the stock WASM backend; tfjs has logged why.');
}

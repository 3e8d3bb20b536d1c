import type { NetworkSource } from '../network/network-source.ts';
import { readNetwork } from '../network/read-network.ts';
import { weightBytes } from './weight-bytes.ts';

/**
 * The side file of a module that was exported with `weights: { url }`: all its numbers, float32 of little endian.
 *
 * @throws TypeError or RangeError for a network that cannot be exported, as `exportModule` does.
 *
 * @example
 * ```ts
 * import { encodeModuleWeights } from '@feedforward/checkpoint/module';
 *
 * const bytes = encodeModuleWeights({
 *   config: { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'outputs', units: 1 }] },
 *   tensors: [
 *     ['outputs/kernel', { dtype: 'float32', shape: [2, 1], data: Float32Array.of(2, 3) }],
 *     ['outputs/bias', { dtype: 'float32', shape: [1], data: Float32Array.of(0.5) }],
 *   ],
 * });
 * console.log(bytes.length); // 12
 * ```
 */
export function encodeModuleWeights(source: NetworkSource): Uint8Array<ArrayBuffer> {
  return weightBytes(readNetwork(source));
}

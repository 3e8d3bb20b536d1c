import { defaultMaxBytes } from '../default-max-bytes.ts';
import type { DownloadOptions } from '../files/download.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { printable } from '../printable.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { TensorData } from '../tensor-data.ts';
import { checkSizes, unpack } from '../zip/unpack.ts';
import { readZipDirectory } from '../zip/zip-directory.ts';
import { describe, readArray } from './decode-npy.ts';
import { readNpyHeader } from './npy-header.ts';

/** About what an archive's file takes beside what a tensor does. */
const bytesPerEntry = 800;

/** How an `.npz` file is read. */
export interface NpzReadOptions extends DownloadOptions {
  /**
   * Called for everything that is passed over: arrays that no typed array holds, with NumPy's description of their
   * dtype, as `"<U5"`; and files that are not arrays, with `not .npy`.
   */
  readonly onSkip?: (name: string, what: string) => void;
  /**
   * How much memory reading may take beside the archive's own bytes: its files unpacked, and the arrays that they
   * become. Default: 3 times the archive's bytes and 8 MiB, so that a small file cannot take all memory.
   */
  readonly maxBytes?: number;
}

/**
 * The arrays of a NumPy `.npz` file by name, in their order, from its bytes: of `np.savez` or `np.savez_compressed`.
 * Each is read as by `decodeNpy`. Sizes are checked before memory is taken, and checksums are verified.
 *
 * @param options.name What errors call the file.
 * @throws Error that says which array or which part of the archive is not what it should be.
 * @example
 * ```ts
 * import { decodeNpz, encodeNpz } from '@feedforward/checkpoint/numpy';
 *
 * const bias = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } as const;
 * const tensors = decodeNpz(encodeNpz([['hidden1/bias', bias]]));
 * console.log(tensors.get('hidden1/bias')?.data); // Float32Array(2) [ 1, 2 ]
 * ```
 */
export function decodeNpz(
  bytes: Uint8Array,
  { name, onSkip, maxBytes = defaultMaxBytes(bytes) }: NpzReadOptions & { readonly name?: string } = {},
): Map<string, TensorData> {
  const file = name === undefined ? 'the npz bytes' : `npz file "${printable(name)}"`;
  const refuse: Refuse = (found) => new Error(`Cannot read ${file}: ${found}.`);
  const entries = readZipDirectory(bytes, refuse);
  checkSizes(entries, maxBytes, refuse);
  const budget = new MemoryBudget(maxBytes, refuse);
  budget.take(entries.length * bytesPerEntry);
  const tensors = new Map<string, TensorData>();
  for (const entry of entries) {
    if (!entry.name.endsWith('.npy')) {
      onSkip?.(entry.name, 'not .npy');
      continue;
    }
    const array = entry.name.slice(0, -'.npy'.length);
    const refuseArray: Refuse = (found) => refuse(`of array ${quote(array)}, ${found}`);
    if (entry.method !== 0) budget.take(entry.size);
    const unpacked = unpack(entry, refuse);
    const header = readNpyHeader(unpacked, refuseArray);
    const tensor = readArray(unpacked, header, refuseArray, budget);
    if (tensor) tensors.set(array, tensor);
    else onSkip?.(array, describe(header));
  }
  return tensors;
}

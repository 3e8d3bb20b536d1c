import { pathOf, readLocation } from '../files/read-location.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import type { TensorData } from '../tensor-data.ts';
import { decodeNpy, type NpyReadOptions } from './decode-npy.ts';
import { decodeNpz, type NpzReadOptions } from './decode-npz.ts';
import { encodeNpy } from './encode-npy.ts';
import { encodeNpz, type NpzWriteOptions } from './encode-npz.ts';

/**
 * Reads a NumPy `.npy` file; see {@link decodeNpy}. A URL is fetched, unless it is a file's; in a browser, so is a
 * string, relative to the page.
 * @throws Error if the file cannot be read or is not what it should be; both name it.
 */
export async function readNpy(location: string | URL, options: NpyReadOptions = {}): Promise<TensorData> {
  return decodeNpy(await readLocation(location, options), { ...options, name: String(location) });
}

/**
 * Writes a NumPy `.npy` file, in Node, Deno and Bun: whole or not at all; see {@link encodeNpy}.
 * @throws What {@link encodeNpy} throws, before anything is written; Error if the file cannot be written.
 */
export async function writeNpy(location: string | URL, tensor: TensorData): Promise<void> {
  await writeFileAtomically(pathOf(location), encodeNpy(tensor));
}

/**
 * Reads a NumPy `.npz` file; see {@link decodeNpz}, and {@link readNpy} for what it can be read from.
 * @throws Error if the file cannot be read or is not what it should be; both name it.
 * @example
 * ```ts no-run
 * import { readNpz } from '@feedforward/checkpoint/numpy';
 *
 * const tensors = await readNpz('./weights.npz');
 * for (const [name, { dtype, shape }] of tensors) console.log(name, dtype, shape);
 * ```
 */
export async function readNpz(location: string | URL, options: NpzReadOptions = {}): Promise<Map<string, TensorData>> {
  return decodeNpz(await readLocation(location, options), { ...options, name: String(location) });
}

/**
 * Writes a NumPy `.npz` file, in Node, Deno and Bun: whole or not at all; see {@link encodeNpz}.
 * @throws What {@link encodeNpz} throws, before anything is written; Error if the file cannot be written.
 */
export async function writeNpz(
  location: string | URL,
  tensors: Iterable<readonly [name: string, tensor: TensorData]>,
  options: NpzWriteOptions = {},
): Promise<void> {
  await writeFileAtomically(pathOf(location), encodeNpz(tensors, options));
}

import { readFile } from '../files/read-file.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import type { TensorData } from '../tensor-data.ts';
import { decodeSafetensors, type Safetensors, type SafetensorsReadOptions } from './decode.ts';
import { type EncodeOptions, encodeSafetensors } from './encode.ts';

/**
 * Reads a safetensors file, in Node, Deno and Bun; see {@link decodeSafetensors} for what is checked.
 * @throws Error if the file cannot be read, SafetensorsError if it is not what it should be; both name the file.
 */
export async function readSafetensors(path: string, options: SafetensorsReadOptions = {}): Promise<Safetensors> {
  return decodeSafetensors(await readFile(path), { ...options, name: path });
}

/**
 * Writes a safetensors file, in Node, Deno and Bun: whole or not at all, see {@link writeFileAtomically}.
 * @throws What {@link encodeSafetensors} throws, before anything is written; Error if the file cannot be written.
 */
export async function writeSafetensors(
  path: string,
  tensors: Iterable<readonly [name: string, tensor: TensorData]>,
  metadata: Readonly<Record<string, string>> = {},
  options: EncodeOptions = {},
): Promise<void> {
  await writeFileAtomically(path, encodeSafetensors(tensors, metadata, options));
}

import { defaultMaxBytes } from '../default-max-bytes.ts';
import { bytesPerTensor, MemoryBudget } from '../memory-budget.ts';
import { printable } from '../printable.ts';
import type { TensorData } from '../tensor-data.ts';
import { checksumKey, verifyChecksums } from './checksums.ts';
import { type Entry, maxHeaderLength, parseHeader } from './header.ts';
import { type Refuse, SafetensorsError } from './safetensors-error.ts';

/** What a safetensors file holds. */
export interface Safetensors {
  /** The tensors by name, in the order of their data. */
  readonly tensors: Map<string, TensorData>;
  /** The file's `__metadata__` without checksums: an object without prototype, empty where the file has none. */
  readonly metadata: Record<string, string>;
  /** The CRC-32C of each tensor's bytes, in hexadecimal, by its name: empty where the file carries none. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** Options for reading a safetensors file. */
export interface SafetensorsReadOptions {
  /**
   * The most memory in bytes to take beside the file's own bytes. Default: 3 times the file's bytes and 8 MiB: tensors
   * without numbers would else take many times what describes them.
   */
  readonly maxBytes?: number;
}

/**
 * Tensors from the bytes of a safetensors file. Every tensor gets memory of its own, so `bytes` may be reused.
 *
 * All checks of the reference implementation (huggingface/safetensors, `tensor.rs`) are made before any memory is
 * taken: a header of at most 100,000,000 bytes that is UTF-8 and a JSON object; data that lies without gap or
 * overlap from the header to the end of the file; sizes that fit shape and dtype; metadata of strings. Stricter than
 * the reference: a key that comes twice is refused, and sizes are counted up to 2⁵³ − 1.
 *
 * A file that carries checksums, as `encodeSafetensors` writes on request, is held to them.
 *
 * F16 and BF16 are read as float32, which holds each of their values exactly.
 *
 * @param options.name The file's name, for error messages.
 * @throws SafetensorsError for bytes that fail a check, and for dtypes that have no array here (F8 and the like).
 * @example
 * ```ts
 * import { decodeSafetensors, encodeSafetensors } from '@feedforward/checkpoint';
 *
 * const bias = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } as const;
 * const { tensors } = decodeSafetensors(encodeSafetensors([['hidden1/bias', bias]]));
 * console.log(tensors.get('hidden1/bias')?.shape); // [2]
 * ```
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  { name, maxBytes = defaultMaxBytes(bytes) }: SafetensorsReadOptions & { readonly name?: string } = {},
): Safetensors {
  const file = name === undefined ? 'the safetensors bytes' : `safetensors file "${printable(name)}"`;
  const refuse: Refuse = (code, found) => new SafetensorsError(code, `Cannot read ${file}: ${found}.`);

  const headerLength = readHeaderLength(bytes, refuse);
  const dataStart = 8 + headerLength;
  const budget = new MemoryBudget(maxBytes, (found) => refuse('TooMuchMemory', found));
  budget.take(headerLength + bytesPerTensor * objectsIn(bytes.subarray(8, dataStart)));
  const header = decodeText(bytes.subarray(8, dataStart), refuse);
  const { entries, metadata } = parseHeader(header, bytes.length - dataStart, budget, refuse);

  const bytesOf = ({ start, end }: Entry): Uint8Array => bytes.subarray(dataStart + start, dataStart + end);
  const { [checksumKey]: written } = metadata;
  delete metadata[checksumKey];
  let checksums: ReadonlyMap<string, string> = new Map();
  if (written !== undefined) {
    budget.take(entries.length * bytesPerTensor);
    const lying = entries.map((entry) => ({ ...entry, code: entry.stored.code, bytes: bytesOf(entry) }));
    checksums = verifyChecksums(written, lying, metadata, refuse);
  }

  const tensors = new Map<string, TensorData>();
  for (const entry of entries) {
    const { name, stored, shape } = entry;
    tensors.set(name, { dtype: stored.dtype, shape, data: stored.read(bytesOf(entry)) });
  }
  return { tensors, metadata, checksums };
}

function readHeaderLength(bytes: Uint8Array, refuse: Refuse): number {
  if (bytes.length < 8) {
    throw refuse('HeaderTooSmall', `it must begin with the 8 bytes of a length, it has ${bytes.length}`);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(maxHeaderLength)) {
    throw refuse('HeaderTooLarge', `its header claims ${length} bytes, the limit is ${maxHeaderLength}`);
  }
  if (length > bytes.length - 8) {
    throw refuse('InvalidHeaderLength', `its header claims ${length} bytes, there are ${bytes.length - 8}`);
  }
  return Number(length);
}

/** How many objects a header holds at most, each tensor being one: counted before any is made. */
function objectsIn(header: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < header.length; i++) if (header[i] === 0x7b) count++;
  return count;
}

function decodeText(bytes: Uint8Array, refuse: Refuse): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse('InvalidHeader', 'its header is not UTF-8');
  }
}

import { defaultMaxBytes } from '../default-max-bytes.ts';
import type { DownloadOptions } from '../files/download.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { printable } from '../printable.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { TensorData } from '../tensor-data.ts';
import { dtypeOf } from './dtypes.ts';
import { inCOrder, swapBytes } from './memory-order.ts';
import { type NpyHeader, readNpyHeader } from './npy-header.ts';

/** Options for reading an `.npy` file. */
export interface NpyReadOptions extends DownloadOptions {
  /** The most memory in bytes to take beside the file's own bytes. Default: 3 times those and 8 MiB. */
  readonly maxBytes?: number;
}

/**
 * The array of a NumPy `.npy` file, from its bytes: format 1.0, 2.0 or 3.0, either order of bytes, in C order whatever
 * order it was saved in. It gets memory of its own. Half precision is read as float32, which holds each of its values
 * exactly. Nothing is ever unpickled.
 *
 * @param options.name What errors call the file.
 * @throws Error for bytes that are not such a file, with nothing before or after it, and for dtypes that no typed array
 *   holds: objects, strings, dates, complex numbers, records.
 * @example
 * ```ts
 * import { decodeNpy, encodeNpy } from '@feedforward/checkpoint/numpy';
 *
 * const bytes = encodeNpy({ dtype: 'float32', shape: [2, 1], data: Float32Array.of(0.5, -1) });
 * console.log(decodeNpy(bytes).shape); // [ 2, 1 ]
 * ```
 */
export function decodeNpy(bytes: Uint8Array, options: NpyReadOptions & { readonly name?: string } = {}): TensorData {
  const file = options.name === undefined ? 'the npy bytes' : `npy file "${printable(options.name)}"`;
  const refuse: Refuse = (found) => new Error(`Cannot read ${file}: ${found}.`);
  const header = readNpyHeader(bytes, refuse);
  const tensor = readArray(bytes, header, refuse, new MemoryBudget(options.maxBytes ?? defaultMaxBytes(bytes), refuse));
  if (tensor) return tensor;
  throw refuse(`its dtype must be of numbers or booleans, it is ${describe(header)}`);
}

/** What a header's dtype is called. */
export function describe({ description }: NpyHeader): string {
  return description === undefined ? 'a record' : quote(description);
}

/** The array behind a header; undefined where no typed array holds its dtype. */
export function readArray(
  bytes: Uint8Array,
  header: NpyHeader,
  refuse: Refuse,
  budget: MemoryBudget,
): TensorData | undefined {
  const { description, shape, count, end, isFortranOrder } = header;
  const stored = description === undefined ? undefined : dtypeOf(description);
  if (!stored) return undefined;
  const { dtype, size, isBigEndian } = stored;
  if (bytes.length - end !== count * size) {
    throw refuse(
      `an array of shape [${shape.join(', ')}] and dtype ${description} takes ${count * size} bytes, there are ${bytes.length - end}`,
    );
  }
  const isForeign = isBigEndian || isFortranOrder;
  budget.takeTensor(count * stored.ownSize + (isForeign ? 2 * count * size : 0));
  const lying = bytes.subarray(end);
  const inOrder = isForeign ? toOwnOrder(new Uint8Array(lying)) : lying;
  return { dtype, shape, data: stored.read(inOrder) };

  function toOwnOrder(own: Uint8Array<ArrayBuffer>): Uint8Array {
    if (isBigEndian) swapBytes(own, size);
    return isFortranOrder ? inCOrder(own, shape, size) : own;
  }
}

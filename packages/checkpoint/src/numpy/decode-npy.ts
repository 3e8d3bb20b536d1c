import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { TensorData } from '../tensor-data.ts';
import { dtypeOf } from './dtypes.ts';
import { inCOrder, swapBytes } from './memory-order.ts';
import { type NpyHeader, readNpyHeader } from './npy-header.ts';

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
export function decodeNpy(bytes: Uint8Array, options: { readonly name?: string } = {}): TensorData {
  const file = options.name === undefined ? 'the npy bytes' : `npy file "${options.name}"`;
  const refuse: Refuse = (found) => new Error(`Cannot read ${file}: ${found}.`);
  const header = readNpyHeader(bytes, refuse);
  const tensor = readArray(bytes, header, refuse);
  if (tensor) return tensor;
  throw refuse(`its dtype must be of numbers or booleans, it is ${describe(header)}`);
}

/** What a header's dtype is called. */
export function describe({ description }: NpyHeader): string {
  return description === undefined ? 'a record' : quote(description);
}

/** The array behind a header; undefined where no typed array holds its dtype. */
export function readArray(bytes: Uint8Array, header: NpyHeader, refuse: Refuse): TensorData | undefined {
  const { description, shape, count, end, isFortranOrder } = header;
  const stored = description === undefined ? undefined : dtypeOf(description);
  if (!stored) return undefined;
  const { dtype, size, isBigEndian } = stored;
  if (bytes.length - end !== count * size) {
    throw refuse(
      `an array of shape [${shape.join(', ')}] and dtype ${description} takes ${count * size} bytes, there are ${bytes.length - end}`,
    );
  }
  const own = new Uint8Array(count * size);
  own.set(bytes.subarray(end));
  if (isBigEndian) swapBytes(own, size);
  const ordered = isFortranOrder ? inCOrder(own, shape, size) : own;
  return { dtype, shape, data: stored.read(ordered.buffer) };
}

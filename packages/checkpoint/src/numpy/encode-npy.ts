import { checkTensor } from '../check-tensor.ts';
import type { TensorData } from '../tensor-data.ts';
import { descriptions } from './dtypes.ts';
import { magic } from './npy-header.ts';

/** As many dimensions as every NumPy has. */
const greatestRank = 32;

/** Numbers begin at a multiple of it. */
const alignment = 64;

/** So many digits of room does NumPy leave for the first dimension, so that a file can grow. */
const growth = 21;

/**
 * The bytes of a NumPy `.npy` file, of format 1.0: each one as `np.save` writes it.
 *
 * @throws TypeError for data that are not the dtype's typed array; RangeError for a shape that does not fit its data, or
 *   has more than the 32 dimensions that NumPy takes.
 * @example
 * ```ts
 * import { encodeNpy } from '@feedforward/checkpoint/numpy';
 *
 * const bytes = encodeNpy({ dtype: 'float64', shape: [3], data: Float64Array.of(1, 2, 3) });
 * console.log(bytes.length); // 152
 * ```
 */
export function encodeNpy(tensor: TensorData): Uint8Array<ArrayBuffer> {
  return encodeNamed('array', tensor);
}

/** As {@link encodeNpy}; `name` is what errors call the array. */
export function encodeNamed(name: string, tensor: TensorData): Uint8Array<ArrayBuffer> {
  checkTensor(name, tensor);
  const { dtype, shape, data } = tensor;
  if (shape.length > greatestRank) {
    throw new RangeError(
      `Cannot write tensor "${name}": NumPy takes ${greatestRank} dimensions at most, it has ${shape.length}.`,
    );
  }
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dict = `{'descr': '${descriptions[dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const text = dict + ' '.repeat(shape.length === 0 ? 0 : growth - String(shape[0]).length);
  const start = magic.length + 4;
  const end = start + text.length + alignment - ((start + text.length + 1) % alignment) + 1;
  const bytes = new Uint8Array(end + data.byteLength);
  bytes.set(magic);
  bytes[6] = 1;
  new DataView(bytes.buffer).setUint16(8, end - start, true);
  bytes.fill(0x20, start, end - 1);
  new TextEncoder().encodeInto(text, bytes.subarray(start));
  bytes[end - 1] = 0x0a;
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), end);
  return bytes;
}

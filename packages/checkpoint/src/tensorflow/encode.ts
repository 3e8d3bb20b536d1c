import { checkTensor } from '../check-tensor.ts';
import { hasLoneSurrogate } from '../safetensors/json-reader.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { TensorData } from '../tensor-data.ts';
import { writeBundleEntry } from './bundle-entry.ts';
import { writeBundleHeader } from './bundle-header.ts';
import { writtenDTypes } from './dtypes.ts';
import { maskedCrc32c } from './masked-crc32c.ts';
import { compareBytes } from './table/compare-bytes.ts';
import type { Entry } from './table/format.ts';
import { writeTable } from './table/write-table.ts';

/** The files of a checkpoint with one data file. */
export interface EncodedTensorFlowCheckpoint {
  /** For the file that ends in `.index`. */
  readonly index: Uint8Array<ArrayBuffer>;
  /** For the file that ends in `.data-00000-of-00001`. */
  readonly shards: readonly [Uint8Array<ArrayBuffer>];
}

/**
 * The bytes of a TensorFlow V2 checkpoint in one data file, every one where `tf.train.Saver` puts it: data in the order
 * of the names, without gaps; an index that is not compressed.
 *
 * @param tensors Names and tensors, such as a `Map`; their order does not matter.
 * @throws TypeError for data that are not the dtype's typed array; RangeError for a shape that does not fit its data, a
 *   name given twice, one that is empty or begins with U+0000, and text that UTF-8 cannot carry.
 * @example
 * ```ts
 * import { encodeTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
 *
 * const bias = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } as const;
 * const { index, shards } = encodeTensorFlowCheckpoint([['hidden1/bias', bias]]);
 * console.log(index.length, shards[0].length); // 132 8
 * ```
 */
export function encodeTensorFlowCheckpoint(
  tensors: Iterable<readonly [name: string, tensor: TensorData]>,
): EncodedTensorFlowCheckpoint {
  const placed = place(tensors);
  const data = new Uint8Array(placed.reduce((sum, { tensor }) => sum + tensor.data.byteLength, 0));
  const entries: Entry[] = [{ key: new Uint8Array(0), value: writeBundleHeader() }];
  let offset = 0;
  for (const { key, tensor } of placed) {
    const bytes = new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
    data.set(bytes, offset);
    const [dtype, shape, crc32c] = [writtenDTypes[tensor.dtype], [...tensor.shape], maskedCrc32c(bytes)];
    entries.push({ key, value: writeBundleEntry({ dtype, shape, offset, size: bytes.length, crc32c }) });
    offset += bytes.length;
  }
  return { index: writeTable(entries), shards: [data] };
}

interface Placed {
  readonly key: Uint8Array;
  readonly tensor: TensorData;
}

/** The tensors in the order of their names' bytes. */
function place(tensors: Iterable<readonly [string, TensorData]>): Placed[] {
  const placed = new Map<string, Placed>();
  for (const [name, tensor] of tensors) {
    checkName(name);
    if (placed.has(name)) throw new RangeError(`Cannot write two tensors named ${quote(name)}.`);
    checkTensor(name, tensor);
    placed.set(name, { key: new TextEncoder().encode(name), tensor });
  }
  return [...placed.values()].sort((a, b) => compareBytes(a.key, b.key));
}

function checkName(name: string): void {
  if (typeof name !== 'string')
    throw new TypeError(`Cannot write a tensor: its name must be a string, found ${typeof name}.`);
  if (name === '' || name.startsWith('\0')) {
    throw new RangeError(`Cannot write a tensor named ${quote(name)}: the format keeps such names for itself.`);
  }
  if (hasLoneSurrogate(name))
    throw new RangeError(`Cannot write tensor ${quote(name)}: its name has half a surrogate pair.`);
}

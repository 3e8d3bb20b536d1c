import type { IdxArray } from './idx-array.ts';
import { type UnpackedIdx, unpackIdx } from './unpack-idx.ts';

/** Options for reading IDX files. */
export interface IdxReadOptions {
  /**
   * How many bytes a gzip-compressed file may have once it is unpacked. Default: 4 times the file's and 12 MiB, so that a
   * small file cannot take all memory.
   */
  readonly maxBytes?: number | undefined;
}

/**
 * Reads an IDX file, the format that MNIST is published in, plain or gzip-compressed: numbers of one type (8, 16 or
 * 32-bit integers, 32 or 64-bit floats) in any number of dimensions.
 *
 * A gzip file may be of several members, and end in zeros, as what `gzip`, `pigz` and `bgzip` write.
 *
 * The result of a plain file of bytes lies on the memory that it was read from.
 *
 * @param name What errors call the file.
 * @throws RangeError if it is no IDX file, or is longer or shorter than its header declares.
 * @throws Error if its gzip data is damaged, cut short, or followed by what is none; RangeError if it is more than allowed.
 *
 * @example
 * ```ts
 * import { parseIdx } from '@feedforward/datasets';
 *
 * const { data, shape } = await parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1), 'labels');
 * console.log(shape, Array.from(data)); // [3] [7, 2, 1]
 * ```
 */
export async function parseIdx(bytes: Uint8Array, name = 'data', { maxBytes }: IdxReadOptions = {}): Promise<IdxArray> {
  return decodeIdx(unpackIdx(bytes, name, maxBytes));
}

/** The numbers of an unpacked file. */
export function decodeIdx({ header, bytes }: UnpackedIdx<ArrayBufferLike>): IdxArray {
  const count = header.shape.reduce((product, size) => product * size, 1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { data: header.type.read(view, header.bytes, count), shape: header.shape };
}

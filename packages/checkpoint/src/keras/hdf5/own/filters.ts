import { inflate } from '../../../zip/inflate.ts';
import type { Cursor } from './hdf5-source.ts';

/** What a dataset's chunks went through, in the order in which they did. */
export interface Filter {
  readonly id: number;
  readonly values: readonly number[];
}

const [deflate, shuffle, fletcher32] = [1, 2, 3];

export function readFilters(cursor: Cursor): Filter[] {
  const version = cursor.byte();
  if (version !== 1 && version !== 2) throw new Error('it is damaged: filters of no known version');
  const count = cursor.byte();
  if (count > 32) throw new Error('it is damaged: chunks must have 32 filters at most, they have more');
  if (version === 1) cursor.skip(6);
  return Array.from({ length: count }, () => {
    const id = cursor.uint16();
    const nameSize = version === 1 || id >= 256 ? cursor.uint16() : 0;
    cursor.skip(2);
    const valueCount = cursor.uint16();
    const name = new TextDecoder().decode(cursor.take(version === 1 ? Math.ceil(nameSize / 8) * 8 : nameSize));
    const values = Array.from({ length: valueCount }, () => cursor.uint32());
    if (version === 1 && valueCount % 2 === 1) cursor.skip(4);
    if (id !== deflate && id !== shuffle && id !== fletcher32) {
      const known = name.split('\0')[0] || String(id);
      throw new Error(`it is packed by the filter "${known}", which the HDF5 library here does not have`);
    }
    return { id, values };
  });
}

/** A chunk of `size` bytes, of what is stored of it; `mask` tells which filters it did not go through. */
export function unfiltered(stored: Uint8Array, filters: readonly Filter[], mask: number, size: number): Uint8Array {
  let bytes = stored;
  const checked = filters.filter(({ id }) => id === fletcher32).length;
  for (let i = filters.length - 1; i >= 0; i--) {
    if (((mask >>> i) & 1) === 1) continue;
    const { id, values } = filters[i]!;
    if (id === deflate) bytes = inflated(bytes, size + 4 * checked);
    else if (id === shuffle) bytes = unshuffled(bytes, values[0] ?? 1);
    else bytes = bytes.subarray(0, -4);
  }
  if (bytes.length !== size) throw new Error(`it is damaged: a chunk must have ${size} bytes, it has ${bytes.length}`);
  return bytes;
}

/** zlib's two bytes before what deflate packed, and the checksum after it. */
function inflated(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length < 6 || (bytes[0]! & 15) !== 8 || (bytes[0]! * 256 + bytes[1]!) % 31 !== 0) {
    throw new Error('it is damaged: a chunk must be packed by zlib, it is not');
  }
  let whole: Uint8Array;
  try {
    whole = inflate(bytes.subarray(2, -4), size);
  } catch (error) {
    throw new Error(`it is damaged: in a chunk, ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  const end = bytes.length - 4;
  if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(end) !== adler32(whole)) {
    throw new Error('it is damaged: the checksum of a chunk is that of other bytes');
  }
  return whole;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(at + 3800, bytes.length); // before the sums outgrow 32 bits
    for (; at < end; at++) b += a += bytes[at]!;
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}

/** First bytes of all elements, then second ones: put together again; what is left over stays. */
function unshuffled(bytes: Uint8Array, size: number): Uint8Array {
  if (size <= 1 || size > bytes.length) return bytes;
  const count = Math.floor(bytes.length / size);
  const whole = new Uint8Array(bytes);
  for (let i = 0; i < count; i++) for (let j = 0; j < size; j++) whole[i * size + j] = bytes[j * count + i]!;
  return whole;
}

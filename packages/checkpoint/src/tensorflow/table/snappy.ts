import { BinaryReader } from '@bufbuild/protobuf/wire';

/** The most that any bytes can stand for: a copy of 64 bytes takes 3. */
const greatestRatio = 64 / 3;

/**
 * What Snappy compressed, as its format_description.txt says: a varint of the length, then literals and copies of what
 * came before. Every length and offset is checked, the whole length before memory is taken.
 * @throws Error that says what is wrong.
 */
export function uncompressSnappy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader = new BinaryReader(bytes);
  const length = reader.uint32();
  if (length > bytes.length * greatestRatio) {
    throw new RangeError(`it claims ${length} bytes, more than its ${bytes.length} compressed ones can hold`);
  }
  const output = new Uint8Array(length);
  let [at, end] = [reader.pos, 0];

  /** A little-endian number of so many bytes. */
  const number = (size: number): number => {
    if (at + size > bytes.length) throw new RangeError('it ends within an element');
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
    at += size;
    return value;
  };
  /** Makes room for the bytes of an element; returns where they begin. */
  const extend = (size: number): number => {
    if (end + size > length) throw new RangeError(`it goes on after the ${length} bytes that it claims`);
    end += size;
    return end - size;
  };

  while (at < bytes.length) {
    const tag = number(1);
    const [kind, upper] = [tag & 3, tag >>> 2];
    if (kind === 0) {
      const size = 1 + (upper < 60 ? upper : number(upper - 59));
      if (at + size > bytes.length) throw new RangeError('it ends within a literal');
      output.set(bytes.subarray(at, at + size), extend(size));
      at += size;
    } else {
      const size = kind === 1 ? 4 + (upper & 7) : 1 + upper;
      const offset = kind === 1 ? (upper >>> 3) * 256 + number(1) : number(kind === 2 ? 2 : 4);
      const start = extend(size);
      if (offset === 0 || offset > start) throw new RangeError(`it copies from ${offset} bytes before byte ${start}`);
      for (let i = start; i < end; i++) output[i] = output[i - offset]!; // what is copied may still be growing
    }
  }
  if (end !== length) throw new RangeError(`it claims ${length} bytes, it has ${end}`);
  return output;
}

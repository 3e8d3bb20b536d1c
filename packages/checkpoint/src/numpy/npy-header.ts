import type { Refuse } from '../refuse.ts';
import { type CheckedShape, checkShape } from '../shape.ts';
import { type Literal, readLiteral } from './python-literal.ts';

/** `\x93NUMPY`, which every file begins with. */
export const magic: Uint8Array = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

/** As long as NumPy reads from files that it does not trust. */
const longest = 10_000;

/** What stands before the numbers. */
export interface NpyHeader extends CheckedShape {
  /** As `<f4`; undefined for records. */
  readonly description: string | undefined;
  readonly isFortranOrder: boolean;
  /** Where the numbers begin. */
  readonly end: number;
}

/** Reads the header of format 1.0, 2.0 or 3.0. */
export function readNpyHeader(bytes: Uint8Array, refuse: Refuse): NpyHeader {
  if (magic.some((byte, i) => bytes[i] !== byte)) throw refuse('it must begin with "\\x93NUMPY", it does not');
  const [major, minor] = [bytes[6], bytes[7]];
  if (minor !== 0 || (major !== 1 && major !== 2 && major !== 3)) {
    throw refuse(`its format must be 1.0, 2.0 or 3.0, it is ${major ?? 'missing'}.${minor ?? 'missing'}`);
  }
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) throw refuse(`its header must have a length, the file ends after ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > longest) throw refuse(`its header claims ${length} bytes, the limit is ${longest}`);
  const end = start + length;
  if (end > bytes.length) throw refuse(`its header claims ${length} bytes, there are ${bytes.length - start}`);
  const text = decodeText(bytes.subarray(start, end), major === 3 ? 'utf-8' : 'latin1', refuse);
  return { ...readDict(readLiteral(text, refuse), refuse), end };
}

function readDict(dict: Literal, refuse: Refuse): Omit<NpyHeader, 'end'> {
  if (!(dict instanceof Map) || dict.size !== 3) {
    throw refuse('its header must be a dict of "descr", "fortran_order" and "shape", it is something else');
  }
  const [descr, order, shape] = ['descr', 'fortran_order', 'shape'].map((key): Literal | undefined => dict.get(key));
  if (typeof descr !== 'string' && !Array.isArray(descr)) throw refuse('"descr" must describe a dtype, it does not');
  if (typeof order !== 'boolean') throw refuse('"fortran_order" must be True or False, it is neither');
  if (!Array.isArray(shape)) throw refuse('"shape" must be a tuple of whole numbers, it is something else');
  const dimensions = shape.map((dimension: Literal) => {
    if (typeof dimension === 'number') return dimension;
    throw refuse('"shape" must be a tuple of whole numbers, it holds something else');
  });
  return {
    description: typeof descr === 'string' ? descr : undefined,
    isFortranOrder: order,
    ...checkShape(dimensions, 'the array', refuse),
  };
}

function decodeText(bytes: Uint8Array, encoding: string, refuse: Refuse): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw refuse('its header must be UTF-8, it is not');
  }
}

import type { DType } from '../../../tensor-data.ts';
import { type Cursor, UnknownHdf5 } from './hdf5-source.ts';

/** What the elements of a dataset or an attribute are. */
export interface Datatype {
  readonly kind: 'number' | 'half' | 'text' | 'longText' | 'opaque' | 'compound' | 'other';
  /** Of one element, in bytes. */
  readonly size: number;
  /** Of a number. */
  readonly dtype?: DType;
  readonly isBigEndian: boolean;
}

const [fixed, float, text, opaque, compound, variable] = [0, 1, 3, 5, 6, 9];

const integers: Readonly<Record<string, DType>> = {
  int1: 'int8',
  int2: 'int16',
  int4: 'int32',
  int8: 'int64',
  uint1: 'uint8',
  uint2: 'uint16',
  uint4: 'uint32',
  uint8: 'uint64',
};

export function readDatatype(cursor: Cursor): Datatype {
  const first = cursor.byte();
  const bits = cursor.number(3);
  const size = cursor.uint32();
  if (size === 0) throw new Error('it is damaged: a type of no size');
  const isBigEndian = (bits & 1) !== 0;
  const given = { size, isBigEndian };
  switch (first & 15) {
    case fixed: {
      if (!isWhole(cursor, size)) return { ...given, kind: 'other' };
      const dtype = integers[`${(bits & 8) === 0 ? 'u' : ''}int${size}`];
      return dtype ? { ...given, kind: 'number', dtype } : { ...given, kind: 'other' };
    }
    case float: {
      const isStandard = isWhole(cursor, size) && (bits & 0x40) === 0;
      if (!isStandard) throw new UnknownHdf5('a number of an unusual kind');
      if (size === 2) return { ...given, kind: 'half' };
      if (size === 4) return { ...given, kind: 'number', dtype: 'float32' };
      return size === 8 ? { ...given, kind: 'number', dtype: 'float64' } : { ...given, kind: 'other' };
    }
    case text:
      return { ...given, kind: 'text' };
    case opaque:
      return { ...given, kind: 'opaque' };
    case compound:
      return { ...given, kind: 'compound' };
    case variable:
      return { ...given, kind: (bits & 15) === 1 ? 'longText' : 'other' };
    default:
      return { ...given, kind: 'other' };
  }
}

/** Whether all bits of an element are the number's. */
function isWhole(cursor: Cursor, size: number): boolean {
  return cursor.uint16() === 0 && cursor.uint16() === 8 * size;
}

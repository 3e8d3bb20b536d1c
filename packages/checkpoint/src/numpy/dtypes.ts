import { readDTypes, type StoredDType } from '../safetensors/dtypes.ts';
import type { DType } from '../tensor-data.ts';

/** NumPy's character and size of each dtype that is read, and the name that safetensors has for it. */
const names: ReadonlyMap<string, string> = new Map([
  ['b1', 'BOOL'],
  ['i1', 'I8'],
  ['i2', 'I16'],
  ['i4', 'I32'],
  ['i8', 'I64'],
  ['u1', 'U8'],
  ['u2', 'U16'],
  ['u4', 'U32'],
  ['u8', 'U64'],
  ['f2', 'F16'],
  ['f4', 'F32'],
  ['f8', 'F64'],
]);

/** A dtype as a header describes it. */
export interface DescribedDType extends StoredDType {
  readonly isBigEndian: boolean;
}

/** What a description such as `<f4` stands for; undefined where no typed array holds it. */
export function dtypeOf(description: string): DescribedDType | undefined {
  const stored = readDTypes.get(names.get(description.slice(1)) ?? '');
  const order = description[0];
  if (!stored || !(order === '<' || order === '>' || (order === '|' && stored.size === 1))) return undefined;
  return { ...stored, isBigEndian: order === '>' };
}

/** How NumPy describes what is written. */
export const descriptions: Readonly<Record<DType, string>> = {
  bool: '|b1',
  int8: '|i1',
  int16: '<i2',
  int32: '<i4',
  int64: '<i8',
  uint8: '|u1',
  uint16: '<u2',
  uint32: '<u4',
  uint64: '<u8',
  float32: '<f4',
  float64: '<f8',
};

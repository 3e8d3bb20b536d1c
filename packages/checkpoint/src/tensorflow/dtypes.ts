import { copyAs, typedArrays } from '../safetensors/dtypes.ts';
import { bfloat16ToFloat32, float16ToFloat32 } from '../safetensors/half-floats.ts';
import type { DType, TypedArrays } from '../tensor-data.ts';

/** How a number lies in a data file, and what it becomes here. */
export interface StoredDType {
  /** TensorFlow's name of it. */
  readonly name: string;
  readonly dtype: DType;
  /** Bytes of one number in the file. */
  readonly size: number;
  /** Bytes of one number here. */
  readonly ownSize: number;
  /** A tensor's numbers, in memory of their own, from its bytes in the file. */
  readonly read: (bytes: Uint8Array) => TypedArrays[DType];
}

function stored<D extends DType>(name: string, dtype: D): StoredDType {
  const size = typedArrays[dtype].BYTES_PER_ELEMENT;
  return { name, dtype, size, ownSize: size, read: (bytes) => copyAs(dtype, bytes) };
}

/** The dtypes that are read, by their number in TensorFlow's types.proto. */
export const readDTypes: ReadonlyMap<number, StoredDType> = new Map([
  [1, stored('DT_FLOAT', 'float32')],
  [2, stored('DT_DOUBLE', 'float64')],
  [3, stored('DT_INT32', 'int32')],
  [4, stored('DT_UINT8', 'uint8')],
  [5, stored('DT_INT16', 'int16')],
  [6, stored('DT_INT8', 'int8')],
  [9, stored('DT_INT64', 'int64')],
  [10, stored('DT_BOOL', 'bool')],
  [11, stored('DT_QINT8', 'int8')],
  [12, stored('DT_QUINT8', 'uint8')],
  [13, stored('DT_QINT32', 'int32')],
  [14, { name: 'DT_BFLOAT16', dtype: 'float32', size: 2, ownSize: 4, read: bfloat16ToFloat32 }],
  [15, stored('DT_QINT16', 'int16')],
  [16, stored('DT_QUINT16', 'uint16')],
  [17, stored('DT_UINT16', 'uint16')],
  [19, { name: 'DT_HALF', dtype: 'float32', size: 2, ownSize: 4, read: float16ToFloat32 }],
  [22, stored('DT_UINT32', 'uint32')],
  [23, stored('DT_UINT64', 'uint64')],
]);

/** Those that no typed array holds. */
const otherNames: Readonly<Record<number, string>> = {
  7: 'DT_STRING',
  8: 'DT_COMPLEX64',
  18: 'DT_COMPLEX128',
  20: 'DT_RESOURCE',
  21: 'DT_VARIANT',
};

export function nameOfDType(number: number): string {
  return readDTypes.get(number)?.name ?? otherNames[number] ?? `number ${number} of types.proto`;
}

/** The numbers of the dtypes that are written. */
export const writtenDTypes: Readonly<Record<DType, number>> = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  int16: 5,
  int8: 6,
  int64: 9,
  bool: 10,
  uint16: 17,
  uint32: 22,
  uint64: 23,
};

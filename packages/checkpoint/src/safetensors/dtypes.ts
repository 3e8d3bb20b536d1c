import type { DType, TypedArrays } from '../tensor-data.ts';
import { bfloat16ToFloat32, float16ToFloat32 } from './half-floats.ts';

interface TypedArrayConstructor<D extends DType> {
  new (buffer: ArrayBuffer): TypedArrays[D];
  readonly BYTES_PER_ELEMENT: number;
}

/** The typed array that holds each dtype. */
export const typedArrays: { readonly [D in DType]: TypedArrayConstructor<D> } = {
  uint64: BigUint64Array,
  int64: BigInt64Array,
  float64: Float64Array,
  float32: Float32Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

/** A dtype as files name it, and what it becomes here. */
export interface StoredDType {
  readonly code: string;
  readonly dtype: DType;
  /** Bytes of one number in the file. */
  readonly size: number;
  /** Turns a tensor's bytes, its own copy, into its numbers. */
  readonly read: (bytes: ArrayBuffer) => TypedArrays[DType];
}

function stored<D extends DType>(code: string, dtype: D): StoredDType {
  const TypedArray = typedArrays[dtype];
  return { code, dtype, size: TypedArray.BYTES_PER_ELEMENT, read: (bytes) => new TypedArray(bytes) };
}

/** The dtypes that are written, in the order in which the reference lays their tensors out: widest first. */
export const writtenDTypes: readonly StoredDType[] = [
  stored('U64', 'uint64'),
  stored('I64', 'int64'),
  stored('F64', 'float64'),
  stored('F32', 'float32'),
  stored('U32', 'uint32'),
  stored('I32', 'int32'),
  stored('U16', 'uint16'),
  stored('I16', 'int16'),
  stored('I8', 'int8'),
  stored('U8', 'uint8'),
  stored('BOOL', 'bool'),
];

const halves: readonly StoredDType[] = [
  { code: 'F16', dtype: 'float32', size: 2, read: (bytes) => float16ToFloat32(new Uint16Array(bytes)) },
  { code: 'BF16', dtype: 'float32', size: 2, read: (bytes) => bfloat16ToFloat32(new Uint16Array(bytes)) },
];

/** The dtypes that are read: those that are written, and two that JavaScript has no array for. */
export const readDTypes: ReadonlyMap<string, StoredDType> = new Map(
  [...writtenDTypes, ...halves].map((dtype) => [dtype.code, dtype]),
);

import type { DType, TypedArrays } from '../tensor-data.ts';
import { bfloat16ToFloat32, float16ToFloat32 } from './half-floats.ts';

interface TypedArrayConstructor<D extends DType> {
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): TypedArrays[D];
  new (numbers: TypedArrays[D]): TypedArrays[D];
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
  /** Bytes of one number here. */
  readonly ownSize: number;
  /** A tensor's numbers, in memory of their own, from its bytes in the file. */
  readonly read: (bytes: Uint8Array) => TypedArrays[DType];
}

function stored<D extends DType>(code: string, dtype: D): StoredDType {
  const size = typedArrays[dtype].BYTES_PER_ELEMENT;
  return { code, dtype, size, ownSize: size, read: (bytes) => copyAs(dtype, bytes) };
}

/** The numbers whose bytes these are, which may begin anywhere, in memory of their own. */
export function copyAs<D extends DType>(dtype: D, bytes: Uint8Array): TypedArrays[D] {
  const TypedArray = typedArrays[dtype];
  const size = TypedArray.BYTES_PER_ELEMENT;
  if (bytes.byteOffset % size === 0) {
    // A copy of an array is an array alone where it is small; a buffer of its own would take several times as much.
    return new TypedArray(new TypedArray(bytes.buffer, bytes.byteOffset, bytes.length / size));
  }
  const own = new Uint8Array(bytes.length);
  own.set(bytes);
  return new TypedArray(own.buffer);
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
  { code: 'F16', dtype: 'float32', size: 2, ownSize: 4, read: float16ToFloat32 },
  { code: 'BF16', dtype: 'float32', size: 2, ownSize: 4, read: bfloat16ToFloat32 },
];

/** The dtypes that are read: those that are written, and two that JavaScript has no array for. */
export const readDTypes: ReadonlyMap<string, StoredDType> = new Map(
  [...writtenDTypes, ...halves].map((dtype) => [dtype.code, dtype]),
);

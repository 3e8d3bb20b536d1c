import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { littleEndian } from '../network/little-endian.ts';

/** A constant of a graph. */
export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** TensorProto.DataType */
export const floatType = 1;

const { LengthDelimited, Varint } = WireType;

/** TensorProto, its numbers as raw bytes, of little endian. */
export function encodeTensor({ name, shape, data }: Constant): Uint8Array {
  const writer = new BinaryWriter();
  if (shape.length > 0) {
    writer.tag(1, LengthDelimited).fork();
    for (const size of shape) writer.int64(size);
    writer.join();
  }
  return writer
    .tag(2, Varint)
    .int32(floatType)
    .tag(8, LengthDelimited)
    .string(name)
    .tag(9, LengthDelimited)
    .bytes(littleEndian([data]))
    .finish();
}

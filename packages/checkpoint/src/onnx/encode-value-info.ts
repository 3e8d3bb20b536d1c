import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { floatType } from './encode-tensor.ts';

const { LengthDelimited, Varint } = WireType;

/** ValueInfoProto of a float32 tensor `[batch, ...shape]`, whose first size has a name instead of a number. */
export function encodeValueInfo(name: string, shape: readonly number[]): Uint8Array {
  const dimensions = new BinaryWriter();
  dimensions.tag(1, LengthDelimited).fork().tag(2, LengthDelimited).string('batch').join();
  for (const size of shape) dimensions.tag(1, LengthDelimited).fork().tag(1, Varint).int64(size).join();
  const tensorType = new BinaryWriter()
    .tag(1, Varint)
    .int32(floatType)
    .tag(2, LengthDelimited)
    .bytes(dimensions.finish())
    .finish();
  return new BinaryWriter()
    .tag(1, LengthDelimited)
    .string(name)
    .tag(2, LengthDelimited)
    .fork()
    .tag(1, LengthDelimited)
    .bytes(tensorType)
    .join()
    .finish();
}

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** What a node's attribute holds here. */
export type AttributeValue = { readonly int: number } | { readonly float: number };

/** AttributeProto.AttributeType */
const types = { float: 1, int: 2 };

const { Bit32, LengthDelimited, Varint } = WireType;

/** AttributeProto. */
export function encodeAttribute(name: string, value: AttributeValue): Uint8Array {
  const writer = new BinaryWriter().tag(1, LengthDelimited).string(name);
  if ('int' in value) return writer.tag(3, Varint).int64(value.int).tag(20, Varint).int32(types.int).finish();
  return writer.tag(2, Bit32).float(value.float).tag(20, Varint).int32(types.float).finish();
}

import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A stretch of one dimension; `length` is -1 where it is all of it. */
export interface Extent {
  readonly start: number;
  readonly length: number;
}

/** BundleEntryProto: a tensor, and where its bytes lie. Numbers are as they stand there, nothing is checked yet. */
export interface BundleEntry {
  dtype: number;
  /** Undefined where the rank is unknown. */
  shape: number[] | undefined;
  shard: number;
  offset: number;
  size: number;
  /** Masked. */
  crc32c: number;
  /** Of a tensor that was saved in slices, each of which has an entry of its own: what they are. */
  slices: Extent[][];
}

const { Varint, LengthDelimited, Bit32 } = WireType;

/** @throws Error for bytes that are no protobuf message. */
export function readBundleEntry(bytes: Uint8Array): BundleEntry {
  const entry: BundleEntry = { dtype: 0, shape: [], shard: 0, offset: 0, size: 0, crc32c: 0, slices: [] };
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1 && type === Varint) entry.dtype = reader.int32();
    else if (field === 2 && type === LengthDelimited) entry.shape = readShape(reader.bytes());
    else if (field === 3 && type === Varint) entry.shard = reader.int32();
    else if (field === 4 && type === Varint) entry.offset = Number(reader.int64());
    else if (field === 5 && type === Varint) entry.size = Number(reader.int64());
    else if (field === 6 && type === Bit32) entry.crc32c = reader.fixed32();
    else if (field === 7 && type === LengthDelimited) entry.slices.push(readSlice(reader.bytes()));
    else reader.skip(type, field);
  }
  return entry;
}

/** TensorShapeProto. */
function readShape(bytes: Uint8Array): number[] | undefined {
  const shape: number[] = [];
  let isKnown = true;
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 2 && type === LengthDelimited) shape.push(readInt64s(reader.bytes())[0]);
    else if (field === 3 && type === Varint) isKnown = !reader.bool();
    else reader.skip(type, field);
  }
  return isKnown ? shape : undefined;
}

/** TensorSliceProto. */
function readSlice(bytes: Uint8Array): Extent[] {
  const extents: Extent[] = [];
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field !== 1 || type !== LengthDelimited) {
      reader.skip(type, field);
      continue;
    }
    const [start, length] = readInt64s(reader.bytes(), -1);
    extents.push({ start, length });
  }
  return extents;
}

/** The first two fields of a message, both int64: what a dimension and an extent begin with. */
function readInt64s(bytes: Uint8Array, otherwise = 0): [first: number, second: number] {
  const values: [number, number] = [0, otherwise];
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if ((field === 1 || field === 2) && type === Varint) values[field - 1] = Number(reader.int64());
    else reader.skip(type, field);
  }
  return values;
}

/** As protobuf writes it: what is zero is left out, but for the shape, which is there even if it is empty. */
export function writeBundleEntry({
  dtype,
  shape,
  offset,
  size,
  crc32c,
}: Omit<BundleEntry, 'shard' | 'slices'>): Uint8Array {
  const writer = new BinaryWriter().tag(1, Varint).int32(dtype).tag(2, LengthDelimited).fork();
  for (const dimension of shape ?? []) {
    writer.tag(2, LengthDelimited).fork();
    if (dimension !== 0) writer.tag(1, Varint).int64(dimension);
    writer.join();
  }
  writer.join();
  if (offset !== 0) writer.tag(4, Varint).int64(offset);
  if (size !== 0) writer.tag(5, Varint).int64(size);
  if (crc32c !== 0) writer.tag(6, Bit32).fixed32(crc32c);
  return writer.finish();
}

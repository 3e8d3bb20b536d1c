import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { attempt, type Refuse } from '../refuse.ts';

/** BundleHeaderProto, the value of the empty key. */
export interface BundleHeader {
  readonly shards: number;
}

const { Varint, LengthDelimited } = WireType;
/** Of the format, as tensor_bundle.cc counts. */
const version = 1;

/** Reads a header and checks that this is a version that can be read here, its numbers little-endian. */
export function readBundleHeader(bytes: Uint8Array, refuse: Refuse): BundleHeader {
  let [shards, endianness, oldestReader] = [0, 0, 0];
  attempt('the header of its index', refuse, () => {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, type] = reader.tag();
      if (field === 1 && type === Varint) shards = reader.int32();
      else if (field === 2 && type === Varint) endianness = reader.int32();
      else if (field === 3 && type === LengthDelimited) oldestReader = readOldestReader(reader.bytes());
      else reader.skip(type, field);
    }
  });
  if (endianness !== 0) throw refuse('its numbers must be little-endian, they are big-endian');
  if (oldestReader > version) {
    throw refuse(`it needs a reader of version ${oldestReader}, this one is of version ${version}`);
  }
  if (shards < 1) throw refuse(`its header must count at least one data file, it counts ${shards}`);
  return { shards };
}

/** `min_consumer` of a VersionDef. */
function readOldestReader(bytes: Uint8Array): number {
  const reader = new BinaryReader(bytes);
  let oldest = 0;
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 2 && type === Varint) oldest = reader.int32();
    else reader.skip(type, field);
  }
  return oldest;
}

/** The header of a checkpoint in one data file; what is zero is left out. */
export function writeBundleHeader(): Uint8Array {
  const writer = new BinaryWriter().tag(1, Varint).int32(1);
  return writer.tag(3, LengthDelimited).fork().tag(1, Varint).int32(version).join().finish();
}

// For tests only.
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { type Extent, writeBundleEntry } from './bundle-entry.ts';
import { writeBundleHeader } from './bundle-header.ts';
import type { TensorFlowCheckpointBytes } from './decode.ts';
import { maskedCrc32c } from './masked-crc32c.ts';
import { sliceKey } from './slice-key.ts';
import { compareBytes } from './table/compare-bytes.ts';
import { writeTable } from './table/write-table.ts';

const { Varint, LengthDelimited } = WireType;

export function concatenated(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A tensor, or a slice of one, as an index may declare it; what is left out is as TensorFlow would have it. */
export interface TestEntry {
  readonly name: string;
  /** Makes it the entry of a slice. */
  readonly slice?: readonly Extent[];
  readonly bytes?: Uint8Array;
  readonly dtype?: number;
  readonly shape?: number[];
  readonly shard?: number;
  readonly offset?: number;
  readonly size?: number;
  readonly crc32c?: number;
  /** What it was saved in. */
  readonly slices?: readonly (readonly Extent[])[];
  /** Protobuf to put after it. */
  readonly more?: Uint8Array;
}

function encodeEntry(entry: TestEntry): Uint8Array {
  const { bytes = new Uint8Array(0), dtype = 1, shape = [], shard = 0, offset = 0, slices = [] } = entry;
  const writer = new BinaryWriter().tag(3, Varint).int32(shard);
  for (const slice of slices) {
    writer.tag(7, LengthDelimited).fork();
    for (const { start, length } of slice) {
      writer.tag(1, LengthDelimited).fork();
      if (length !== -1) writer.tag(1, Varint).int64(start).tag(2, Varint).int64(length);
      writer.join();
    }
    writer.join();
  }
  const { size = bytes.length, crc32c = maskedCrc32c(bytes) } = entry;
  const basic = writeBundleEntry({ dtype, shape, offset, size, crc32c });
  return concatenated(basic, writer.finish(), entry.more ?? new Uint8Array(0));
}

/** A header of so many shards; `more` is protobuf to put after it. */
export function headerOf(shards = 1, more: Uint8Array = new Uint8Array(0)): Uint8Array {
  return concatenated(writeBundleHeader(), new BinaryWriter().tag(1, Varint).int32(shards).finish(), more);
}

/** An index of these entries. */
export function indexOf(entries: readonly TestEntry[], header: Uint8Array = headerOf()): Uint8Array<ArrayBuffer> {
  const sorted = entries
    .map((entry) => ({
      key: entry.slice ? sliceKey(entry.name, entry.slice) : new TextEncoder().encode(entry.name),
      value: encodeEntry(entry),
    }))
    .sort((a, b) => compareBytes(a.key, b.key));
  return writeTable([{ key: new Uint8Array(0), value: header }, ...sorted]);
}

/** A checkpoint whose tensors lie one after the other, in the data files that they name. */
export function checkpointOf(entries: readonly TestEntry[], shardCount = 1): TensorFlowCheckpointBytes {
  const shards: Uint8Array[] = Array.from({ length: shardCount }, () => new Uint8Array(0));
  const placed = entries.map((entry) => {
    const [shard, bytes] = [entry.shard ?? 0, entry.bytes ?? new Uint8Array(0)];
    const offset = shards[shard]!.length;
    shards[shard] = concatenated(shards[shard]!, bytes);
    return { offset, ...entry };
  });
  return { index: indexOf(placed, headerOf(shardCount)), shards };
}

/** The bytes of a typed array. */
export function bytesOf(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

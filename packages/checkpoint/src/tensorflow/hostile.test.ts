import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTensorFlowCheckpoint, type TensorFlowCheckpointBytes } from './decode.ts';
import { encodeTensorFlowCheckpoint } from './encode.ts';
import { maskedCrc32c } from './masked-crc32c.ts';
import { magic } from './table/format.ts';
import { BlockWriter } from './table/write-block.ts';
import { bytesOf, checkpointOf, concatenated } from './testing.ts';

const plain = encodeTensorFlowCheckpoint([
  ['hidden1/kernel', { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
  ['hidden1/bias', { dtype: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) }],
  ['__proto__', { dtype: 'int64', shape: [], data: BigInt64Array.of(44_000n) }],
  ['none', { dtype: 'bool', shape: [0, 5], data: new Uint8Array(0) }],
]);
const extents = [0, 1].map((start) => [{ start, length: 1 }]);
const sliced = checkpointOf([
  { name: 'w', shape: [2], size: 0, slices: extents },
  ...extents.map((slice) => ({ name: 'w', slice, shape: [1], bytes: bytesOf(Float32Array.of(7)) })),
]);

/** Undefined where the bytes are refused as they should be; any other failure is thrown. */
function decoded(files: TensorFlowCheckpointBytes) {
  try {
    return decodeTensorFlowCheckpoint(files);
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    if (!/^Cannot read the TensorFlow checkpoint: .+\.$/s.test(error.message)) throw error;
    return undefined;
  }
}

/** What is read is sound: every tensor fits its shape, and all of them fit into the data. */
function isSound({ shards }: TensorFlowCheckpointBytes, tensors: NonNullable<ReturnType<typeof decoded>>): boolean {
  let bytes = 0;
  for (const { shape, data } of tensors.values()) {
    if (data.length !== shape.reduce((a, b) => a * b, 1)) return false;
    bytes += data.byteLength;
  }
  return bytes <= 2 * shards[0]!.length; // half precision becomes twice as long
}

interface Change {
  readonly kind: 'set' | 'cut' | 'double' | 'copy' | 'put';
  readonly at: number;
  readonly to: number;
  readonly length: number;
  readonly piece: Uint8Array;
}

const varint = (value: number | bigint) => new BinaryWriter().int64(value).finish();
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('set', 'cut', 'double', 'copy', 'put'),
  at: fc.nat(),
  to: fc.nat(),
  length: fc.integer({ min: 1, max: 20 }),
  piece: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 2 }),
    fc.constantFrom(...[0, 1, 127, 2 ** 31, 2 ** 32 - 1, 2 ** 53, -1, 2n ** 63n - 1n].map(varint)),
    fc.constantFrom(
      ...['__proto__', '\0w\0\u0001', '\x08\x07', '\x3a\x02'].map((text) => new TextEncoder().encode(text)),
    ),
  ),
});
const changes = fc.array(change, { minLength: 1, maxLength: 3 });

function changed(original: Uint8Array, changes: readonly Change[]): Uint8Array {
  let bytes: Uint8Array = original.slice();
  for (const { kind, piece, ...places } of changes) {
    const [at, to] = [places.at % (bytes.length + 1), places.to % (bytes.length + 1)];
    const end = Math.min(bytes.length, at + places.length);
    if (kind === 'set') bytes.fill(piece[0]!, at, at + 1);
    else if (kind === 'cut') bytes = concatenated(bytes.subarray(0, at), bytes.subarray(end));
    else if (kind === 'double') bytes = concatenated(bytes.subarray(0, end), bytes.subarray(at));
    else if (kind === 'copy') bytes.copyWithin(to, at, end);
    else bytes = concatenated(bytes.subarray(0, at), piece, bytes.subarray(at));
  }
  return bytes;
}

/** The one block of entries of a small index, and where its tensors are. */
interface Original {
  readonly block: Uint8Array;
  readonly type: number;
  readonly shards: readonly Uint8Array[];
}

function originalOf({ index, shards }: TensorFlowCheckpointBytes): Original {
  const end = Number(new BinaryReader(index.subarray(-48)).uint64()); // the metaindex comes after it
  return { block: index.subarray(0, end - 5), type: 0, shards };
}

/** The same, as Snappy would store what has nothing in common: one literal. */
function compressed({ block, shards }: Original): Original {
  const length = new BinaryWriter().uint32(block.length).finish();
  const literal = Uint8Array.of(61 << 2, (block.length - 1) & 255, (block.length - 1) >> 8);
  return { block: concatenated(length, literal, block), type: 1, shards };
}

/** An index of this block with its checksums right: what an attacker would write. */
function indexOfBlock(block: Uint8Array, type: number): Uint8Array {
  const handle = (offset: number, size: number) => new BinaryWriter().uint64(offset).uint64(size).finish();
  const withTrailer = (contents: Uint8Array, type: number) => {
    const typed = concatenated(contents, Uint8Array.of(type));
    return new BinaryWriter().raw(typed).fixed32(maskedCrc32c(typed)).finish();
  };
  const names = new BlockWriter(1);
  names.add({ key: Uint8Array.of(255), value: handle(0, block.length) });
  const [first, empty, index] = [
    withTrailer(block, type),
    withTrailer(new BlockWriter(1).finish(), 0),
    withTrailer(names.finish(), 0),
  ];
  const writer = new BinaryWriter().raw(first).raw(empty).raw(index);
  const handles = [...handle(first.length, empty.length - 5), ...handle(first.length + empty.length, index.length - 5)];
  return writer.raw(Uint8Array.of(...handles, ...new Uint8Array(40 - handles.length), ...magic)).finish();
}

describe('decodeTensorFlowCheckpoint of damaged files', () => {
  it('refuses every index cut short, and data cut short', () => {
    for (let length = 0; length < plain.index.length; length++) {
      expect(decoded({ ...plain, index: plain.index.subarray(0, length) }), `${length} bytes`).toBeUndefined();
    }
    for (let length = 0; length < plain.shards[0].length; length++) {
      expect(decoded({ ...plain, shards: [plain.shards[0].subarray(0, length)] })).toBeUndefined();
    }
    expect(decoded(plain)?.size).toBe(4);
  });

  it('refuses or reads as it was a file with any one bit flipped', () => {
    const before = decoded(plain);
    const files = { index: plain.index.slice(), shards: [plain.shards[0].slice()] };
    for (const bytes of [files.index, files.shards[0]!]) {
      let harmless = 0;
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        const tensors = decoded(files);
        if (tensors) {
          expect(tensors).toEqual(before);
          harmless++;
        }
        bytes[bit >> 3]! ^= 1 << (bit & 7);
      }
      // Of the index, the 34 zeros that fill up its footer say nothing; a number before them may take one of them in.
      expect(harmless).toBe(bytes === files.index ? 34 * 8 + 1 : 0);
    }
  });

  it('refuses or reads as it was each of 30,000 files that are damaged anywhere', () => {
    const before = decoded(plain);
    let refused = 0;
    fc.assert(
      fc.property(fc.boolean(), changes, (isIndex, list) => {
        const files = isIndex
          ? { ...plain, index: changed(plain.index, list) }
          : { ...plain, shards: [changed(plain.shards[0], list)] };
        const tensors = decoded(files);
        if (tensors) expect(tensors).toEqual(before);
        else refused++;
      }),
      { numRuns: 30_000 },
    );
    expect(refused).toBeGreaterThan(20_000);
  });

  it('refuses or soundly reads 80,000 indexes that were changed, and their checksums with them', () => {
    const before = Reflect.ownKeys(Object.prototype).length;
    const originals = [originalOf(plain), originalOf(sliced), compressed(originalOf(plain))];
    for (const { block, type, shards } of originals) {
      expect(decoded({ index: indexOfBlock(block, type), shards })?.size).toBeGreaterThan(0);
    }
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...originals), changes, ({ block, type, shards }, list) => {
        const files = { index: indexOfBlock(changed(block, list), type), shards };
        const tensors = decoded(files);
        if (!tensors) return;
        read++;
        if (!isSound(files, tensors)) throw new Error('What was read is not sound.');
      }),
      { numRuns: 80_000 },
    );
    expect(read).toBeGreaterThan(100);
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
  });
});

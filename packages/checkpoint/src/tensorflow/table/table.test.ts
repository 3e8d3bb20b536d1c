import { BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedCrc32c } from '../masked-crc32c.ts';
import { refuseFor } from '../refuse.ts';
import { compareBytes } from './compare-bytes.ts';
import { type Entry, footerLength, magic } from './format.ts';
import { readBlock } from './read-block.ts';
import { readTable } from './read-table.ts';
import { BlockWriter } from './write-block.ts';
import { writeTable } from './write-table.ts';

const refuse = refuseFor(undefined);
const read = (file: Uint8Array) => [...readTable(file, refuse)];
const bytes = (text: string) => new TextEncoder().encode(text);
const entry = (key: string, value: string | Uint8Array = key): Entry => ({
  key: bytes(key),
  value: typeof value === 'string' ? bytes(value) : value,
});

describe('writeTable and readTable', () => {
  it('give back what was written', () => {
    const keys = fc.uniqueArray(fc.uint8Array({ maxLength: 6 }), { selector: String, maxLength: 60 });
    fc.assert(
      fc.property(keys, fc.uint8Array(), (keys, value) => {
        const entries = keys.sort(compareBytes).map((key) => ({ key, value }));
        expect(read(writeTable(entries))).toEqual(entries);
      }),
    );
  });

  it('cut the entries into blocks of 262144 bytes, and give one of twice that a block of its own', () => {
    const large = new Uint8Array(150_000);
    const huge = new Uint8Array(2 * 262_144);
    const entries = [
      entry('the a', large),
      entry('the quick brown fox', large),
      entry('the who', large),
      entry('the whole', huge),
      entry('x', 'y'),
    ];
    const file = writeTable(entries);
    expect(read(file)).toEqual(entries);
    const index = [...readBlock(indexBlockOf(file))];
    expect(index.map(({ key }) => new TextDecoder().decode(key))).toEqual(['the r', 'the who', 'u', 'y']);
  });
});

describe('readTable', () => {
  it.each<[string, Uint8Array]>([
    ['its index must have 48 bytes at least, it has 3', Uint8Array.of(1, 2, 3)],
    [
      'its index must end in 57 fb 80 8b 24 75 47 db, as a LevelDB table does; it ends in 00 00 00 00 00 00 00 00',
      new Uint8Array(footerLength),
    ],
    ["its index's footer is damaged: invalid varint", footer(...Array.from({ length: 40 }, () => 255))],
    ['the block at byte 9 of its index must end before byte 0, its 1 bytes and its checksum go on to 15', footer(9, 1)],
    ['the block at byte 0 of its index is damaged: its checksum is that of other bytes', withBlock([0, 0, 0, 0], 0, 5)],
    ['the block at byte 0 of its index must be raw (0) or compressed by Snappy (1), its type is 2', withBlock([], 2)],
    ['the block at byte 0 of its index is damaged: it must have 4 bytes at least, it has 3', withBlock([0, 0, 0])],
    [
      'the block at byte 0 of its index is damaged: 2 restarts do not fit into its 8 bytes',
      withBlock([0, 0, 0, 0, 2, 0, 0, 0]),
    ],
    [
      'the block at byte 0 of its index is damaged: a key shares 1 bytes with the one before, which has 0',
      withBlock([1, 0, 0, 0, 0, 0, 0]),
    ],
    [
      "the block at byte 0 of its index is damaged: an entry ends 4 bytes after the last one's end",
      withBlock([0, 2, 2, 0, 0, 0, 0]),
    ],
    [
      'the block at byte 0 of its index is damaged: it claims 90 bytes, more than its 1 compressed ones can hold',
      withBlock([90], 1),
    ],
  ])('refuses: %s', (message, file) => {
    expect(() => read(file)).toThrow(new Error(`Cannot read the TensorFlow checkpoint: ${message}.`));
  });

  it('refuses keys that do not rise', () => {
    const within =
      'the block at byte 0 of its index is damaged: its keys must rise, one is not above the key before it';
    expect(() => read(writeTable([entry('b'), entry('a')]))).toThrow(within);
    expect(() => read(writeTable([entry('a'), entry('a')]))).toThrow(within);
    const large = new Uint8Array(300_000);
    const between = 'the keys of its index must rise, those of a block are not above those of the block before it';
    expect(() => read(writeTable([entry('a', large), entry('b', large), entry('b')]))).toThrow(between);
  });

  it('refuses more entries than the bytes of the file can tell of', () => {
    const zeros = Array.from({ length: 10_000 }, () => [(63 << 2) | 2, 1, 0]).flat(); // 64 more each
    expect(() => read(withBlock([...varint(1 + 64 * 10_000), 0, 0, ...zeros], 1))).toThrow('its keys must rise');
    // With keys that rise: the same 250 endings after each of some beginnings, which Snappy makes little of.
    const endings = Array.from({ length: 250 }, (_, i) => [1, 1, 0, i + 1]).flat();
    const block = Uint8Array.from(
      [...Array.from({ length: 250 }, (_, i) => [0, 1, 0, i + 1, ...endings]), [0, 0, 0, 0]].flat(),
    );
    expect([...readBlock(block)]).toHaveLength(250 * 251);
    expect(() => [...readBlock(block, 12_000)]).toThrow('it has more entries than its 12000 stored bytes can tell of');
  });

  it('refuses an index that names one block again and again', () => {
    const index = new BlockWriter(1);
    for (const key of ['a', 'b', 'c']) index.add({ key: bytes(key), value: Uint8Array.of(0, 8) });
    const [empty, names] = [block(new BlockWriter(16).finish()), block(index.finish())];
    const file = Uint8Array.of(...empty, ...names, ...footer(0, 8, empty.length, names.length - 5));
    expect(() => read(file)).toThrow('its blocks must lie one after the other, one begins at byte 0 and not after 13');
  });

  it('refuses keys that would take far more memory than the file', () => {
    const writer = new BlockWriter(1000);
    for (let i = 0; i < 100; i++) writer.add(entry(`${'long'.repeat(100)}${String(i).padStart(3, '0')}`, ''));
    expect(() => [...readBlock(writer.finish())]).toThrow('its keys share more than those of 16 entries can');
  });
});

const varint = (value: number): Uint8Array => new BinaryWriter().uint32(value).finish();

/** A block with its trailer. */
function block(contents: Uint8Array, type = 0): Uint8Array {
  const typed = Uint8Array.of(...contents, type);
  const crc = maskedCrc32c(typed);
  return Uint8Array.of(...typed, crc & 255, (crc >>> 8) & 255, (crc >>> 16) & 255, crc >>> 24);
}

function footer(...handles: number[]): Uint8Array {
  return Uint8Array.of(...handles, ...new Uint8Array(40 - handles.length), ...magic);
}

/** A file of one block, which is its metaindex. */
function withBlock(contents: number[], type = 0, damage = 0): Uint8Array {
  const whole = block(Uint8Array.from(contents), type);
  whole[0]! ^= damage;
  return Uint8Array.of(...whole, ...footer(0, ...varint(contents.length)));
}

/** The block that names the others: it is the last one, of at most 200 bytes here. */
function indexBlockOf(file: Uint8Array): Uint8Array {
  const end = file.length - footerLength - 5;
  for (let size = 8; size < 200; size++) {
    const found = file.subarray(end - size, end + 1);
    const stored = new DataView(file.buffer).getUint32(end + 1, true);
    if (maskedCrc32c(found) === stored) return found.subarray(0, size);
  }
  throw new Error('There is no index of blocks.');
}

import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtoCursor } from './proto-cursor.ts';

const { Bit32, Bit64, LengthDelimited, Varint } = WireType;

/** Numbers, types and lengths of all fields; undefined where the bytes are no message. */
function fieldsBy(read: () => number[][]): number[][] | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function ours(bytes: Uint8Array): number[][] {
  const cursor = new ProtoCursor(bytes);
  const fields: number[][] = [];
  while (cursor.next(bytes.length)) fields.push([cursor.field, cursor.type, cursor.at]);
  return fields;
}

function theirs(bytes: Uint8Array): number[][] {
  const reader = new BinaryReader(bytes);
  const fields: number[][] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    reader.skip(type, field);
    if (reader.pos > reader.len) throw new Error('too short');
    fields.push([field, type, reader.pos]);
  }
  return fields;
}

describe('ProtoCursor', () => {
  it.each([0, 1, 127, 128, 2 ** 28, 2 ** 31, 2 ** 32 + 7, 2 ** 53 - 1, -1, -(2 ** 40)])(
    'reads the int64 %d',
    (value) => {
      const bytes = new BinaryWriter().tag(2, Varint).int64(value).finish();
      const cursor = new ProtoCursor(bytes);
      expect(cursor.next(bytes.length)).toBe(true);
      expect(cursor.is(2, Varint)).toBe(true);
      expect(cursor.int64()).toBe(value);
      expect(cursor.next(bytes.length)).toBe(false);
    },
  );

  it('reads texts and floats, and passes over groups', () => {
    const writer = new BinaryWriter().tag(1, LengthDelimited).string('länge').tag(2, Bit32).float(0.5);
    const bytes = Uint8Array.from([
      ...writer.tag(3, Bit64).double(-2).finish(),
      0x2b,
      0x08,
      1,
      0x33,
      0x34,
      0x2c,
      0x08,
      5,
    ]);
    const cursor = new ProtoCursor(bytes);
    cursor.next(bytes.length);
    expect(cursor.text()).toBe('länge');
    cursor.next(bytes.length);
    expect(cursor.float()).toBe(0.5);
    cursor.next(bytes.length);
    expect(cursor.double()).toBe(-2);
    cursor.next(bytes.length);
    expect([cursor.field, cursor.at]).toEqual([5, bytes.length - 2]);
    cursor.next(bytes.length);
    expect([cursor.field, cursor.int64()]).toEqual([1, 5]);
  });

  it('finds the fields that the protobuf library finds, in any bytes that both take', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        const [own, known] = [fieldsBy(() => ours(bytes)), fieldsBy(() => theirs(bytes))];
        if (own && known) expect(own).toEqual(known);
      }),
      { numRuns: 5000 },
    );
  });

  it('refuses groups within groups that do not end, without the stack', () => {
    const bytes = new Uint8Array(200_000).fill(0x4b);
    expect(() => ours(bytes)).toThrow('a group has no end');
  });
});

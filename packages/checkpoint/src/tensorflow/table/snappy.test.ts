import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uncompressSnappy } from './snappy.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const uncompressed = (...bytes: number[]) => text(uncompressSnappy(Uint8Array.from(bytes)));
const letters = (count: number) => Array.from({ length: count }, (_, i) => 97 + (i % 26));

describe('uncompressSnappy', () => {
  it('reads literals, with their length in the tag or in up to four bytes after it', () => {
    const expected = String.fromCharCode(...letters(70));
    expect(uncompressed(3, 2 << 2, 97, 98, 99)).toBe('abc');
    expect(uncompressed(70, 60 << 2, 69, ...letters(70))).toBe(expected);
    expect(uncompressed(70, 61 << 2, 69, 0, ...letters(70))).toBe(expected);
    expect(uncompressed(70, 63 << 2, 69, 0, 0, 0, ...letters(70))).toBe(expected);
  });

  it('reads copies with offsets of one, two and four bytes, also of what they write themselves', () => {
    expect(uncompressed(7, 2 << 2, 97, 98, 99, 0b001, 3)).toBe('abcabca');
    expect(uncompressed(9, 2 << 2, 97, 98, 99, (5 << 2) | 2, 2, 0)).toBe('abcbcbcbc');
    expect(uncompressed(5, 2 << 2, 97, 98, 99, (1 << 2) | 3, 1, 0, 0, 0)).toBe('abccc');
  });

  it('reads a copy from far away', () => {
    const far = 300;
    const bytes = [0xb0, 0x02, 61 << 2, 0x2b, 0x01, ...letters(far), (1 << 5) | 1, far - 256];
    bytes[0] = 0x80 | ((far + 4) & 0x7f);
    expect(uncompressed(...bytes).slice(-4)).toBe('abcd');
  });

  it.each<[string, number[]]>([
    ['it claims 100 bytes, more than its 2 compressed ones can hold', [100, 0]],
    ['it claims 4 bytes, it has 3', [4, 2 << 2, 97, 98, 99]],
    ['it goes on after the 2 bytes that it claims', [2, 2 << 2, 97, 98, 99]],
    ['it goes on after the 4 bytes that it claims', [4, 2 << 2, 97, 98, 99, 0b001, 3]],
    ['it ends within a literal', [9, 2 << 2, 97]],
    ['it ends within a literal', [9, 63 << 2, 255, 255, 255, 255]],
    ['it ends within an element', [9, 61 << 2, 0]],
    ['it ends within an element', [9, 0, 97, 0b001]],
    ['it copies from 0 bytes before byte 1', [9, 0, 97, 0b001, 0]],
    ['it copies from 2 bytes before byte 1', [9, 0, 97, 0b001, 2]],
  ])('refuses: %s', (message, bytes) => {
    expect(() => uncompressed(...bytes)).toThrow(message);
  });

  it('ends on any bytes, with as many as they claim or an error', () => {
    let read = 0;
    const elements = fc.array(fc.oneof(fc.constantFrom(0, 1, 4, 5, 6, 7), fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(fc.nat(30), elements, (length, bytes) => {
        try {
          expect(uncompressSnappy(Uint8Array.of(length, ...bytes))).toHaveLength(length);
          read++;
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(0);
  });
});

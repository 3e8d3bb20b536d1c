import { describe, expect, it } from 'vitest';
import { sliceKey } from './slice-key.ts';

const keyOf = (name: string, ...extents: [start: number, length: number][]) =>
  Array.from(
    sliceKey(
      name,
      extents.map(([start, length]) => ({ start, length })),
    ),
  );

describe('sliceKey', () => {
  it('is a zero, the name and its end, the rank, and the extents', () => {
    expect(keyOf('ab', [0, 10], [0, -1])).toEqual([0, 97, 98, 0, 1, 1, 2, 0x80, 0x8a, 0x80, 0x7f]);
  });

  it.each([
    [63, [0xbf]],
    [64, [0xc0, 0x40]],
    [8191, [0xdf, 0xff]],
    [8192, [0xe0, 0x20, 0x00]],
    [0x424242, [0xf0, 0x42, 0x42, 0x42]], // the example of ordered_code.cc
    [2 ** 48, [0xff, 1, 0, 0, 0, 0, 0, 0]],
  ])('writes %i as OrderedCode does', (number, bytes) => {
    expect(keyOf('', [number, 0])).toEqual([0, 0, 1, 1, 1, ...bytes, 0x80]);
  });

  it('sets zeros in a name apart from its end', () => {
    expect(keyOf('a\0b')).toEqual([0, 97, 0, 255, 98, 0, 1, 0]);
  });
});

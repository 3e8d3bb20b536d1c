import { describe, expect, it } from 'vitest';
import goldens from './goldens/half-floats.json' with { type: 'json' };
import { bfloat16ToFloat32, float16ToFloat32 } from './half-floats.ts';

/** Their bytes, as they lie in a file. */
const bytes = (halves: Uint16Array) => new Uint8Array(halves.buffer);
const bits = (singles: Float32Array) => Array.from(new Uint32Array(singles.buffer));

describe('float16ToFloat32', () => {
  it('gives the bits that NumPy gives: zeros, subnormals, normals, infinities', () => {
    expect(bits(float16ToFloat32(bytes(Uint16Array.from(goldens.halves))))).toEqual(goldens.singles);
  });

  it('is right for all finite values together, and odd', () => {
    const positive = float16ToFloat32(bytes(Uint16Array.from({ length: 0x7c00 }, (_, half) => half)));
    expect(positive.reduce((sum, value) => sum + value * 2 ** 24, 0)).toBe(goldens.sumOfPositive);
    expect(positive.every((value, i) => i === 0 || value > positive[i - 1]!)).toBe(true);
    const negative = float16ToFloat32(bytes(Uint16Array.from({ length: 0x7c00 }, (_, half) => half | 0x8000)));
    expect(negative.every((value, i) => Object.is(value, -positive[i]!))).toBe(true);
  });

  it('keeps the sign and payload of a NaN', () => {
    expect(bits(float16ToFloat32(bytes(Uint16Array.of(0x7e01, 0xfc01))))).toEqual([0x7fc02000, 0xff802000]);
  });
});

describe('bfloat16ToFloat32', () => {
  it('is the upper half of a float32', () => {
    const values = [0, -0, 1, -2.5, 2 ** -133, Infinity, -Infinity];
    const halves = Uint16Array.from(values, (value) => new Uint32Array(Float32Array.of(value).buffer)[0]! >>> 16);
    expect(Array.from(bfloat16ToFloat32(bytes(halves)))).toEqual(values);
    expect(bits(bfloat16ToFloat32(bytes(Uint16Array.of(0xffc1))))).toEqual([0xffc10000]);
  });
});

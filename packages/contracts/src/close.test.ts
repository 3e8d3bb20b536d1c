import { describe, expect, it } from 'vitest';
import { expectClose } from './close.ts';

describe('expectClose', () => {
  it('takes values within the absolute or the relative tolerance', () => {
    expect(() => expectClose([1e-7, 1_000_000.5], [0, 1_000_000])).not.toThrow();
    expect(() => expectClose(new Float32Array([0.1]), [0.1], { relative: 0, absolute: 1e-8 })).not.toThrow();
  });

  it('names the first and the worst element that differ', () => {
    expect(() => expectClose([1, 2.1, 9], [1, 2, 3])).toThrow(
      '2 of 3 values differ by more than 0.000001 + 0.000001·|expected|: the first, [1] is 2.1, expected 2; the worst, [2] is 9, expected 3.',
    );
  });

  it('refuses arrays of different lengths', () => {
    expect(() => expectClose([1, 2], [1])).toThrow('Expected 1 values, found 2.');
  });

  it('tells NaN and the infinities from numbers and from each other', () => {
    expect(() => expectClose([Number.NaN, Infinity, -Infinity], [Number.NaN, Infinity, -Infinity])).not.toThrow();
    expect(() => expectClose([Number.NaN], [0])).toThrow();
    expect(() => expectClose([0], [Number.NaN])).toThrow();
    expect(() => expectClose([1e30], [Infinity])).toThrow();
    expect(() => expectClose([-Infinity], [Infinity])).toThrow();
  });
});

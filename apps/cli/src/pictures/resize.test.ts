import { describe, expect, it } from 'vitest';
import { resize } from './resize.ts';

const picture = { width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6] };
const whole = { left: 0, top: 0, right: 3, bottom: 2 };

describe('resize', () => {
  it('gives the mean of the area that a new pixel covers', () => {
    expect(Array.from(resize(picture, whole, { width: 1, height: 1 }).pixels)[0]).toBeCloseTo(3.5, 12);
    const halves = Array.from(resize(picture, whole, { width: 2, height: 1 }).pixels);
    expect(halves[0]).toBeCloseTo((1 + 4 + 0.5 * (2 + 5)) / 3, 12);
    expect(halves[1]).toBeCloseTo((3 + 6 + 0.5 * (2 + 5)) / 3, 12);
  });

  it('takes a part of the picture', () => {
    const box = { left: 1, top: 1, right: 3, bottom: 2 };
    expect(Array.from(resize(picture, box, { width: 2, height: 1 }).pixels)).toEqual([5, 6]);
  });

  it('repeats pixels to make it larger', () => {
    const row = { width: 2, height: 1, pixels: [1, 2] };
    const box = { left: 0, top: 0, right: 2, bottom: 1 };
    expect(Array.from(resize(row, box, { width: 4, height: 1 }).pixels)).toEqual([1, 1, 2, 2]);
  });
});

import { loadMnist } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { fitPicture } from './fit-picture.ts';
import { brightBox, type Picture } from './picture.ts';

/** A picture of a rectangle of ink on paper. */
function rectangle(left: number, top: number, width: number, height: number, [paper, ink]: [number, number]): Picture {
  const pixels = new Float64Array(200 * 100).fill(paper);
  for (let y = top; y < top + height; y++) pixels.fill(ink, y * 200 + left, y * 200 + left + width);
  return { width: 200, height: 100, pixels };
}

const digit = { side: 28, name: 'a.png' };

describe('fitPicture', () => {
  it('leaves the digits of MNIST as they are', async () => {
    const { test } = await loadMnist();
    const differences = Array.from({ length: 100 }, (_, row) => {
      const pixels = test.features.row(row);
      const fitted = fitPicture({ width: 28, height: 28, pixels }, digit);
      return pixels.reduce((sum, value, i) => sum + Math.abs(value - fitted.pixels[i]!), 0) / 784;
    });
    expect(differences.filter((difference) => difference < 0.005).length).toBeGreaterThanOrEqual(98);
  });

  it('keeps the proportions, and takes 20 of 28 pixels for the longer side', () => {
    const box = brightBox(fitPicture(rectangle(120, 10, 20, 80, [0, 1]), digit), 0.5);
    expect(box).toEqual({ left: 12, right: 17, top: 5, bottom: 25 });
  });

  it.each<[string, [number, number]]>([
    ['dark on light', [1, 0]],
    ['grey on grey', [0.8, 0.3]],
    ['light on dark', [0.2, 0.9]],
  ])('makes %s light on black', (_, shades) => {
    const expected = fitPicture(rectangle(5, 5, 30, 40, [0, 1]), digit);
    const found = fitPicture(rectangle(90, 50, 30, 40, shades), digit);
    for (let i = 0; i < 784; i++) expect(found.pixels[i]).toBeCloseTo(expected.pixels[i]!, 6);
  });

  it('fills the whole side if asked to', () => {
    const box = brightBox(fitPicture(rectangle(0, 5, 90, 30, [0, 1]), { ...digit, share: 1 }), 0.5);
    expect([box?.left, box?.right]).toEqual([0, 28]);
  });

  it('refuses an empty picture', () => {
    expect(() => fitPicture(rectangle(0, 0, 0, 0, [1, 0]), digit)).toThrow(
      'Cannot find anything on "a.png": its pixels are all alike.',
    );
  });
});

import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { readPng } from './read-png.ts';

/** A PNG of these pixels, red, green, blue and alpha each. */
function png(width: number, pixels: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const image = new PNG({ width, height: pixels.length / width });
  image.data.set(pixels.flat());
  return Uint8Array.from(PNG.sync.write(image));
}

describe('readPng', () => {
  it('gives the brightness of colours', () => {
    const bytes = png(2, [
      [255, 255, 255, 255],
      [0, 255, 0, 255],
      [0, 0, 255, 255],
      [0, 0, 0, 255],
    ]);
    const { width, height, pixels } = readPng(bytes, 'a.png');
    expect([width, height]).toEqual([2, 2]);
    expect(Array.from(pixels, (value) => value.toFixed(4))).toEqual(['1.0000', '0.7152', '0.0722', '0.0000']);
  });

  it('puts white paper under dark strokes on a clear ground, and black under light ones', () => {
    const clear = [0, 0, 0, 0] as const;
    expect(Array.from(readPng(png(2, [clear, [0, 0, 0, 255]]), 'a.png').pixels, Math.round)).toEqual([1, 0]);
    expect(Array.from(readPng(png(2, [clear, [255, 255, 255, 255]]), 'a.png').pixels, Math.round)).toEqual([0, 1]);
  });

  it('refuses what is no PNG, damaged, or declares too many pixels, naming the file', () => {
    const bytes = png(2, [
      [0, 0, 0, 255],
      [0, 0, 0, 255],
    ]);
    expect(() => readPng(new TextEncoder().encode('hello'), 'a.png')).toThrow('"a.png": it is not a PNG file');
    expect(() => readPng(bytes.subarray(0, 12), 'a.png')).toThrow('the PNG file is damaged (it is cut short)');
    expect(() => readPng(bytes.subarray(0, 40), 'a.png')).toThrow('"a.png": the PNG file is damaged');
    const huge = bytes.slice();
    new DataView(huge.buffer).setUint32(16, 1_000_000);
    new DataView(huge.buffer).setUint32(20, 1_000_000);
    expect(() => readPng(huge, 'a.png')).toThrow('1000000 × 1000000 pixels are too many');
  });
});

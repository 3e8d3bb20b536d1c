import { describe, expect, it } from 'vitest';
import { drawPicture } from './draw-picture.ts';

const picture = { width: 4, height: 3, pixels: [0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0.2] };

describe('drawPicture', () => {
  it('takes a character for two pixels, one above the other', () => {
    expect(drawPicture(picture, false)).toEqual([' ▀▄█', '▀   ']);
  });

  it('draws greys where there are 256 colours, and gives the colours back', () => {
    const [first] = drawPicture({ width: 1, height: 2, pixels: [1, 0.5] }, true);
    expect(first).toBe('\x1b[38;5;231;48;5;244m▀\x1b[0m');
  });
});

import { describe, expect, it } from 'vitest';
import { gallery } from './gallery.ts';

const a = { lines: ['##', '##'], caption: 'a' };
const b = { lines: ['@@', '@@'], caption: 'bbb' };

describe('gallery', () => {
  it('puts drawings side by side, each over its caption', () => {
    expect(gallery([a, b], 80)).toBe('##   @@\n##   @@\na    bbb');
  });

  it('begins another row where the width is used up, and holds one at least', () => {
    const below = '##\n##\na\n\n@@\n@@\nbbb';
    expect(gallery([a, b], 8)).toBe('##   @@\n##   @@\na    bbb');
    expect(gallery([a, b], 7)).toBe(below);
    expect(gallery([a, b], 1)).toBe(below);
  });

  it('does not count colours', () => {
    const colourful = { lines: ['\x1b[38;5;16m▀▀\x1b[0m'], caption: 'a' };
    expect(gallery([colourful, b], 80).split('\n')[0]).toBe('\x1b[38;5;16m▀▀\x1b[0m   @@');
  });
});

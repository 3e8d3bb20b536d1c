import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatFloat32, formatG } from './format-number.ts';

type Golden = readonly [value: number, text: string];
const goldens: { readonly float32: readonly Golden[]; readonly g: readonly Golden[] } = JSON.parse(
  readFileSync(new URL('./goldens/format-number.json', import.meta.url), 'utf8'),
);

describe('a number in the log', () => {
  it('is written as NumPy writes a float32', () => {
    expect(goldens.float32.map(([value]) => formatFloat32(value))).toEqual(goldens.float32.map(([, text]) => text));
    expect([Number.NaN, Infinity, -Infinity].map(formatFloat32)).toEqual(['nan', 'inf', '-inf']);
  });

  it('is written as %g, where it is a speed', () => {
    expect(goldens.g.map(([value]) => formatG(value))).toEqual(goldens.g.map(([, text]) => text));
  });
});

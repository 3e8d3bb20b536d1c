import { describe, expect, it } from 'vitest';
import { OneHotEncoder } from './one-hot-encoder.ts';

describe('OneHotEncoder', () => {
  it.each([
    ['strings', ['US', 'FR'], /row 0 is string US\. Make a row of each label/],
    ['numbers', [1, 2], /row 0 is number 1\./],
    ['nothing', [['US'], undefined], /row 1 is undefined/],
  ])('refuses a list of %s, which is not rows', (_, list, message) => {
    const rows = list as string[][]; // as plain JavaScript may pass it
    expect(() => new OneHotEncoder().fit(rows)).toThrow(TypeError);
    expect(() => new OneHotEncoder().fit(rows)).toThrow(message);
    expect(() => new OneHotEncoder().fit([['US'], ['FR']]).transform(rows)).toThrow(message);
  });

  it('takes a column as rows of one label', () => {
    expect(new OneHotEncoder().fitTransform([['US'], ['FR']]).toRows()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});

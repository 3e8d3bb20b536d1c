import { describe, expect, it } from 'vitest';
import { expectBetweenDifferences } from './bracket.ts';

describe('expectBetweenDifferences', () => {
  const cube = { label: 'x', at: 2, valueAt: (x: number) => x ** 3 };
  const kink = { label: 'x', at: 0, valueAt: (x: number) => Math.max(x, 0) };

  it('takes the derivative of a smooth function', () => {
    expect(() => expectBetweenDifferences(cube, 12)).not.toThrow();
  });

  it('takes any slope between the two sides of a kink', () => {
    for (const slope of [0, 0.5, 1]) expect(() => expectBetweenDifferences(kink, slope)).not.toThrow();
  });

  it.each([11.9, 12.1, 0, -12, Number.NaN, Infinity])('refuses %d, and says what it found', (derivative) => {
    expect(() => expectBetweenDifferences(cube, derivative)).toThrow(
      `The derivative with respect to x is ${derivative}, the difference quotients are 11.9`,
    );
  });

  it('refuses what lies outside of a kink', () => {
    for (const slope of [-0.1, 1.1]) expect(() => expectBetweenDifferences(kink, slope)).toThrow('x is');
  });
});

import { RandomState } from '@feedforward/random';
import { expect, it } from 'vitest';
import { streams } from './streams.ts';

it('shuffles with the seed itself, as np.random.seed does', () => {
  expect(streams.shuffle(42).permutation(10)).toEqual(new RandomState(42).permutation(10));
});

it('gives neighbouring seeds and their streams nothing in common', () => {
  const first = [0, 1, 2, 3, 42, 43].flatMap((seed) =>
    Object.values(streams).map((stream) => stream(seed).nextUint32()),
  );
  expect(new Set(first).size).toBe(first.length);
});

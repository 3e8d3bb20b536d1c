import { describe, expect, it } from 'vitest';
import { contests } from './index.ts';
import { describeNetwork, networks } from './networks.ts';

describe('the contests', () => {
  it('have ids of their own', () => {
    const ids = contests.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.for(contests)('$id: the baseline is one of the contestants, whose names differ', ({ baseline, contestants }) => {
    const names = contestants.map(({ name }) => name);
    expect(names).toContain(baseline);
    expect(new Set(names).size).toBe(names.length);
  });
});

it('describes a network shortly', () => {
  expect(networks.map(describeNetwork)).toEqual([
    '784-300-100-10, batches of 50',
    '784-1024-1024-10, batches of 128',
    '4-10-3, batches of 16',
    '784-10×100-10, batches of 50',
  ]);
});

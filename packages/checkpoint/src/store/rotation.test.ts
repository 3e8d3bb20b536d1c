import { describe, expect, it } from 'vitest';
import type { IndexEntry } from './checkpoint-index.ts';
import { byScore, checkRetention, type Retention, rotate } from './rotation.ts';

const hour = 3600;
const entry = (name: string, { hours = 0, score }: { hours?: number; score?: number } = {}): IndexEntry => ({
  name,
  time: hours * hour,
  score,
});

/** What is left if the entries are saved one after the other. */
function saved(entries: readonly IndexEntry[], retention: Retention): string {
  let kept: readonly IndexEntry[] = [];
  let last = entries[0]!.time;
  for (const next of entries) ({ kept, lastPreserved: last } = rotate([...kept, next], retention, last));
  return kept.map(({ name }) => name).join('');
}

describe('rotate', () => {
  const plain = [...'abcdefgh'].map((name) => entry(name));

  it.each([
    [{}, 'defgh'],
    [{ keepCheckpointMax: 1 }, 'h'],
    [{ keepCheckpointMax: 0 }, 'abcdefgh'],
    [{ keepCheckpointMax: 100 }, 'abcdefgh'],
  ])('with %o keeps the newest', (retention, expected) => {
    expect(saved(plain, retention)).toBe(expected);
  });

  const scored = [3, 1, 4, 1.5, 9, 2, 6].map((score, i) => entry('abcdefg'[i]!, { score }));

  it.each([
    [{ keepCheckpointMax: 1 }, 'eg'],
    [{ keepCheckpointMax: 1, keepBest: 0 }, 'g'],
    [{ keepCheckpointMax: 1, keepBest: 3 }, 'ceg'],
    [{ keepCheckpointMax: 2, keepBest: 2, betterScore: 'lower' }, 'bdfg'],
  ] satisfies [Retention, string][])('with %o keeps the best too', (retention, expected) => {
    expect(saved(scored, retention)).toBe(expected);
  });

  it('keeps the earlier of two that are equally good', () => {
    const equal = [entry('a', { score: 1 }), entry('b', { score: 1 }), entry('c', { score: 0 })];
    expect(saved(equal, { keepCheckpointMax: 1 })).toBe('ac');
  });

  it('keeps one for good every so many hours, as tf.train.Saver does', () => {
    const half = Array.from({ length: 12 }, (_, i) => entry('abcdefghijkl'[i]!, { hours: i / 2 }));
    expect(saved(half, { keepCheckpointMax: 2, keepCheckpointEveryNHours: 2 })).toBe('eikl');
    const sparse = [0, 5, 5.5, 12, 13].map((hours, i) => entry('abcde'[i]!, { hours }));
    expect(saved(sparse, { keepCheckpointMax: 1, keepCheckpointEveryNHours: 2 })).toBe('bde');
  });
});

it('byScore passes over those that have none', () => {
  expect(byScore([entry('a'), entry('b', { score: 1 })]).map(({ name }) => name)).toEqual(['b']);
});

it.each([
  [{ keepCheckpointMax: -1 }, 'keepCheckpointMax must be a whole number, 0 or more; it is -1'],
  [{ keepBest: 1.5 }, 'keepBest must be a whole number, 0 or more; it is 1.5'],
  [{ keepCheckpointEveryNHours: 0 }, 'keepCheckpointEveryNHours must be above 0; it is 0'],
])('%o is refused', (retention, message) => {
  expect(() => checkRetention(retention)).toThrow(message);
});

import { readFileSync } from 'node:fs';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.ts';
import { Matrix } from './matrix.ts';
import { shuffleBatch } from './shuffle-batch.ts';

/** Made by goldens/make-batches.py. */
const goldens: { seed: number; n: number; batchSize: number; batches: number[][] }[] = JSON.parse(
  readFileSync(new URL('goldens/batches.json', import.meta.url), 'utf8'),
);

function numbered(n: number): Dataset<Int32Array> {
  const labels = Int32Array.from({ length: n }, (_, i) => i);
  return new Dataset({ features: new Matrix(labels, [n, 1]), labels });
}

describe('shuffleBatch', () => {
  it.each(goldens)("makes the notebook's batches: $n by $batchSize, seed $seed", ({ seed, n, batchSize, batches }) => {
    const made = [...shuffleBatch(numbered(n), batchSize, new RandomState(seed))];
    expect(made.map(({ labels }) => Array.from(labels))).toEqual(batches);
    expect(made.map(({ features }) => Array.from(features.data))).toEqual(batches);
  });

  it('makes one batch of fewer examples than the batch size', () => {
    const [only, ...more] = shuffleBatch(numbered(3), 50, new RandomState(0));
    expect([only!.length, more.length]).toEqual([3, 0]);
  });

  it.each([0, -3, 2.5, Number.NaN])('refuses the batch size %d at once, and draws nothing', (batchSize) => {
    const random = new RandomState(1);
    expect(() => shuffleBatch(numbered(3), batchSize, random)).toThrow(`Cannot make batches of ${batchSize}`);
    expect(random.random()).toBe(new RandomState(1).random());
  });

  it('refuses an empty data set', () => {
    expect(() => shuffleBatch(numbered(3).slice(3), 1, new RandomState(0))).toThrow('the data set has no examples');
  });
});

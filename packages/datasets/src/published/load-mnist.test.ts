import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import { loadFashionMnist } from './load-fashion-mnist.ts';
import { loadMnist } from './load-mnist.ts';

const builtMnist = new URL('../../../mnist/dist/index.js', import.meta.url);
const debianFolder = '/usr/share/datasets/fashion-mnist';

/** How often each label occurs. */
function counts(labels: Uint8Array): number[] {
  return Array.from({ length: 10 }, (_, label) => labels.filter((value) => value === label).length);
}

/** As it is read, in 0 … 1. */
function meanPixel({ features }: Dataset<Uint8Array>): number {
  let sum = 0;
  for (const byte of features.data) sum += byte;
  return (sum / features.data.length) * features.scale;
}

describe('loadMnist', () => {
  // Skipped where @feedforward/mnist is not built: pnpm build.
  it.skipIf(!existsSync(builtMnist))('reads what @feedforward/mnist carries', async () => {
    const { train, test } = await loadMnist();
    expect(train.features.shape).toEqual([60000, 784]);
    expect(test.features.shape).toEqual([10000, 784]);
    expect(train.features.data).toBeInstanceOf(Uint8Array);
    expect(train.features.scale).toBe(1 / 255);
    expect(Array.from(train.labels.slice(0, 10))).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect(Array.from(test.labels.slice(0, 10))).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect(counts(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(train.labelNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(meanPixel(train)).toBeCloseTo(0.1307, 4); // the mean that people normalise MNIST by
  });
});

describe('loadFashionMnist', () => {
  // Skipped where Debian's package dataset-fashion-mnist is not installed.
  it.skipIf(!existsSync(debianFolder))("reads Debian's folder", async () => {
    const { train, test } = await loadFashionMnist();
    expect(train.features.shape).toEqual([60000, 784]);
    expect(counts(train.labels)).toEqual(Array(10).fill(6000));
    expect(counts(test.labels)).toEqual(Array(10).fill(1000));
    expect(train.labelNames?.[train.labels[0]!]).toBe('Ankle boot');
    expect(meanPixel(train)).toBeCloseTo(0.286, 3);
  });
});

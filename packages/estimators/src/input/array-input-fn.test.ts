import { Matrix } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import { numbersOf } from '../feature-columns/feature-values.ts';
import { type ArrayInput, arrayInputFn } from './array-input-fn.ts';

const x = Matrix.from(Array.from({ length: 5 }, (_, i) => [i]));
const y = Int32Array.of(0, 10, 20, 30, 40);

/** The rows of each batch; every row's label is checked on the way. */
async function rowsOf(input: Omit<ArrayInput, 'x' | 'y'>, batches = 100): Promise<number[][]> {
  const rows: number[][] = [];
  for await (const batch of arrayInputFn({ x: { x }, y, ...input })({ random: new RandomState(42) })) {
    const taken = numbersOf('x', batch.features).toRows().flat();
    expect(batch.labels).toEqual(Int32Array.from(taken, (i) => i * 10));
    rows.push(taken);
    if (rows.length === batches) break;
  }
  return rows;
}

describe('arrayInputFn', () => {
  it('gives the rows in order, in batches that cross the borders of epochs, the last one smaller', async () => {
    expect(await rowsOf({ shuffle: false, batchSize: 3, numEpochs: 2 })).toEqual([
      [0, 1, 2],
      [3, 4, 0],
      [1, 2, 3],
      [4],
    ]);
  });

  it('may have batches longer than an epoch', async () => {
    expect(await rowsOf({ shuffle: false, batchSize: 7, numEpochs: 3 })).toEqual([
      [0, 1, 2, 3, 4, 0, 1],
      [2, 3, 4, 0, 1, 2, 3],
      [4],
    ]);
  });

  it('shuffles each epoch anew, with the permutations of the stream it is given', async () => {
    const random = new RandomState(42);
    const epochs = [random.permutation(5), random.permutation(5)].map((order) => Array.from(order));
    expect(await rowsOf({ shuffle: true, batchSize: 5, numEpochs: 2 })).toEqual(epochs);
  });

  it('goes on without end where numEpochs is null', async () => {
    expect(await rowsOf({ shuffle: true, batchSize: 5, numEpochs: null }, 50)).toHaveLength(50);
  });

  it('draws no permutation before it is needed', async () => {
    const random = new RandomState(1);
    for await (const _ of arrayInputFn({ x: { x }, batchSize: 5, numEpochs: 2, shuffle: true })({ random })) break;
    const fresh = new RandomState(1);
    fresh.permutation(5);
    expect(random.getState()).toEqual(fresh.getState());
  });

  it.each([
    ['no rows', { x: { x: [] }, shuffle: false }, /x has no rows/],
    ['columns of different lengths', { x: { x, z: [[1]] }, shuffle: false }, /"x" has 5 rows, "z" has 1/],
    ['too few labels', { x: { x }, y: Int32Array.of(1), shuffle: false }, /"x" has 5 rows, "y" has 1/],
    [
      'a batch size of 0',
      { x: { x }, batchSize: 0, shuffle: false },
      /batchSize must be a whole number, 1 or more; it is 0/,
    ],
    ['half an epoch', { x: { x }, numEpochs: 0.5, shuffle: false }, /numEpochs/],
  ])('refuses %s', (_, input, message) => {
    expect(() => arrayInputFn(input)).toThrow(message);
  });
});

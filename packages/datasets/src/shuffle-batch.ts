import type { RandomState } from '@feedforward/random';
import type { Dataset, Targets } from './dataset.ts';

/**
 * One epoch's batches, as the notebook's `shuffle_batch` makes them: a permutation, cut by `np.array_split` into
 * ⌊n / batchSize⌋ parts (at least one), of which the first are one longer where it does not divide.
 *
 * @example
 * ```ts
 * import { loadIris, shuffleBatch } from '@feedforward/datasets';
 * import { RandomState } from '@feedforward/random';
 *
 * for (const batch of shuffleBatch(loadIris(), 50, new RandomState(42))) console.log(batch.length); // 50
 * ```
 * @throws RangeError if the batch size is not a whole number of 1 or more, or there are no examples.
 */
export function shuffleBatch<T extends Targets>(
  dataset: Dataset<T>,
  batchSize: number,
  random: RandomState,
): Generator<Dataset<T>> {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`Cannot make batches of ${batchSize}: a batch size is a whole number, 1 or more.`);
  }
  if (dataset.length === 0) throw new RangeError('Cannot make batches: the data set has no examples.');
  return batches(dataset, batchSize, random);
}

function* batches<T extends Targets>(
  dataset: Dataset<T>,
  batchSize: number,
  random: RandomState,
): Generator<Dataset<T>> {
  const indices = random.permutation(dataset.length);
  const count = Math.max(1, Math.floor(dataset.length / batchSize));
  const size = Math.floor(dataset.length / count);
  const longer = dataset.length % count;
  for (let i = 0, start = 0; i < count; i++) {
    const end = start + size + (i < longer ? 1 : 0);
    yield dataset.take(indices.subarray(start, end));
    start = end;
  }
}

import type { RandomState } from '@feedforward/random';
import { type ColumnLike, featureValues, takeValues } from './example-columns.ts';
import type { FeatureValues, InputBatch, InputFn } from './input-fn.ts';
import { checkInputOptions, type InputOptions } from './input-options.ts';
import { inputLabels, type LabelsLike, takeLabels } from './labels.ts';
import { ShuffleQueue } from './shuffle-queue.ts';

/** What {@link arrayInputFn} reads. */
export interface ArrayInput extends InputOptions {
  /**
   * Features by column name, all with as many rows: matrices or arrays of rows; arrays of numbers or strings, one a
   * row; or arrays of arrays of strings, where a row has several.
   */
  readonly x: Readonly<Record<string, ColumnLike>>;
  /** One label a row, a number or a class's name; or a row of values. Prediction needs none. */
  readonly y?: LabelsLike | undefined;
}

/**
 * Batches of arrays in memory: TensorFlow's `numpy_input_fn`. Batches cross the borders of epochs, so that only
 * the very last one may be smaller.
 *
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { arrayInputFn } from '@feedforward/estimators';
 * import { RandomState } from '@feedforward/random';
 *
 * const { features, labels } = loadIris();
 * const inputFn = arrayInputFn({ x: { iris: features }, y: labels, batchSize: 40, numEpochs: 2, shuffle: true });
 * let batches = 0;
 * for await (const _ of inputFn({ random: new RandomState(42) })) batches++;
 * console.log(batches); // 8
 * ```
 * @throws RangeError if rows and labels are not equally many, there are none, or an option is out of range; TypeError
 *   for values that are neither numbers nor strings, or if it is not said whether to shuffle.
 */
export function arrayInputFn(input: ArrayInput): InputFn {
  const { x, batchSize = 128 } = input;
  const y = input.y && inputLabels(input.y);
  const columns = Object.entries(x).map(([name, rows]): [string, FeatureValues] => [name, featureValues(name, rows)]);
  const length = columns[0]?.[1].length ?? 0;
  if (length === 0) throw new RangeError('Cannot make an input: x has no rows.');
  for (const [name, { length: rows }] of [...columns, ...(y ? [['y', y] as const] : [])]) {
    if (rows !== length) {
      throw new RangeError(`Cannot make an input: "${columns[0]![0]}" has ${length} rows, "${name}" has ${rows}.`);
    }
  }
  checkInputOptions(input);

  return function* ({ random }): Generator<InputBatch> {
    for (const rows of batched(order(length, input, random), batchSize)) {
      yield {
        features: Object.fromEntries(columns.map(([name, values]) => [name, takeValues(values, rows)])),
        labels: y && takeLabels(y, rows),
      };
    }
  };
}

/** The rows' indices, epoch after epoch. */
function* order(rows: number, options: InputOptions, random: RandomState): Generator<number> {
  const { shuffle, queueCapacity, numEpochs = 1 } = options;
  const queue = shuffle && queueCapacity !== undefined ? new ShuffleQueue<number>(queueCapacity, random) : undefined;
  for (let epoch = 0; epoch < (numEpochs ?? Number.POSITIVE_INFINITY); epoch++) {
    if (shuffle && !queue) yield* random.permutation(rows);
    else for (let row = 0; row < rows; row++) yield* queue ? queue.add(row) : [row];
  }
  if (queue) yield* queue.drain();
}

/** The indices cut into batches, without regard to where an epoch ends. */
function* batched(indices: Iterable<number>, batchSize: number): Generator<Int32Array> {
  let batch: number[] = [];
  for (const index of indices) {
    if (batch.push(index) < batchSize) continue;
    yield Int32Array.from(batch);
    batch = [];
  }
  if (batch.length > 0) yield Int32Array.from(batch);
}

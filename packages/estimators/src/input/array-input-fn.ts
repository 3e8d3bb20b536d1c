import { Matrix, type MatrixLike, takeTargets } from '@feedforward/datasets';
import type { RandomState } from '@feedforward/random';
import type { InputBatch, InputFn, InputLabels } from './input-fn.ts';

/** What {@link arrayInputFn} reads. */
export interface ArrayInput {
  /** Features by column name: matrices, or arrays of rows, all with as many rows. */
  readonly x: Readonly<Record<string, MatrixLike>>;
  /** One label a row, or one row of values. Prediction needs none. */
  readonly y?: InputLabels | undefined;
  /** Default 128. */
  readonly batchSize?: number;
  /** How often to go through the rows; `null` for without end. Default 1. */
  readonly numEpochs?: number | null;
  /** Whether each epoch takes the rows in a new random order. */
  readonly shuffle: boolean;
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
 * @throws RangeError if rows and labels are not equally many, there are none, or an option is out of range.
 */
export function arrayInputFn({ x, y, batchSize = 128, numEpochs = 1, shuffle }: ArrayInput): InputFn {
  const columns = Object.entries(x).map(([name, rows]): [string, Matrix] => [name, Matrix.from(rows)]);
  const length = columns[0]?.[1].length ?? 0;
  if (length === 0) throw new RangeError('Cannot make an input: x has no rows.');
  for (const [name, { length: rows }] of [...columns, ...(y ? [['y', y] as const] : [])]) {
    if (rows !== length) {
      throw new RangeError(`Cannot make an input: "${columns[0]![0]}" has ${length} rows, "${name}" has ${rows}.`);
    }
  }
  checkWhole('batchSize', batchSize);
  if (numEpochs !== null) checkWhole('numEpochs', numEpochs);

  return function* ({ random }): Generator<InputBatch> {
    const order = shuffle ? random : undefined;
    for (const indices of batchedIndices(length, batchSize, numEpochs ?? Number.POSITIVE_INFINITY, order)) {
      yield {
        features: Object.fromEntries(columns.map(([name, rows]) => [name, rows.take(indices)])),
        labels: y && labelsAt(y, indices),
      };
    }
  };
}

function labelsAt(labels: InputLabels, indices: Int32Array): InputLabels {
  if (labels instanceof Matrix || ArrayBuffer.isView(labels)) return takeTargets(labels, indices);
  return Array.from(indices, (index) => labels[index]!);
}

/** The rows' indices, epoch after epoch, cut into batches without regard to where an epoch ends. */
function* batchedIndices(rows: number, batchSize: number, epochs: number, random?: RandomState): Generator<Int32Array> {
  let batch = new Int32Array(batchSize);
  let filled = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random ? random.permutation(rows) : Int32Array.from({ length: rows }, (_, i) => i);
    for (let taken = 0; taken < rows; ) {
      const count = Math.min(batchSize - filled, rows - taken);
      batch.set(order.subarray(taken, taken + count), filled);
      taken += count;
      filled += count;
      if (filled < batchSize) continue;
      yield batch;
      batch = new Int32Array(batchSize);
      filled = 0;
    }
  }
  if (filled > 0) yield batch.subarray(0, filled);
}

function checkWhole(option: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) {
    throw new RangeError(`Cannot make an input: ${option} must be a whole number, 1 or more; it is ${value}.`);
  }
}

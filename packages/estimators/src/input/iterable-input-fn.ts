import type { InputBatch, InputContext, InputFn } from './input-fn.ts';
import { checkInputOptions, type InputOptions } from './input-options.ts';
import { type ExampleRecord, recordColumns } from './record-columns.ts';
import { ShuffleQueue } from './shuffle-queue.ts';

/** Something to go through once; or, as a function, anew each time. */
export type Source<T> = Iterable<T> | AsyncIterable<T> | (() => Iterable<T> | AsyncIterable<T>);

/** Examples for {@link iterableInputFn} to make batches of. */
export interface ExamplesInput extends InputOptions {
  /** One object an example, by column. */
  readonly examples: Source<ExampleRecord>;
  /** The column that has the labels. Default: there are none, as for prediction. */
  readonly target?: string | undefined;
}

/** Batches for {@link iterableInputFn} to pass on. */
export interface BatchesInput {
  readonly batches: Source<InputBatch>;
  /** How often to go through the batches; `null` for without end. Default 1. */
  readonly numEpochs?: number | null;
}

/**
 * Batches of anything that can be gone through: an array, a generator, a stream, a reader of a file that fits no
 * memory. `examples` are objects by column, as for `recordsInputFn`, and are gathered into batches that cross the
 * borders of epochs; shuffled, they are drawn from a queue of `queueCapacity`, 1000. `batches` are passed on as they
 * are.
 *
 * Give a function to begin anew what can be gone through only once, such as a generator, where there are more epochs
 * than one or the input is used again.
 *
 * @example
 * ```ts
 * import { iterableInputFn } from '@feedforward/estimators';
 * import { RandomState } from '@feedforward/random';
 *
 * async function* measurements() {
 *   for (let i = 0; i < 5; i++) yield { x: [i, i * i], y: i % 2 };
 * }
 * const inputFn = iterableInputFn({ examples: measurements, target: 'y', batchSize: 4, numEpochs: 2, shuffle: false });
 * const sizes = [];
 * for await (const { labels } of inputFn({ random: new RandomState(0) })) sizes.push(labels?.length);
 * console.log(sizes); // [4, 4, 2]
 * ```
 * @throws RangeError for an option that is out of range; as batches are asked for, for examples that do not go
 *   together, or a source that gives none.
 */
export function iterableInputFn(input: ExamplesInput | BatchesInput): InputFn {
  if ('batches' in input) {
    checkInputOptions({ ...input, shuffle: false });
    return () => epochs(input.batches, input.numEpochs);
  }
  checkInputOptions(input);
  return (context) => batched(input, context);
}

async function* batched(input: ExamplesInput, { random }: InputContext): AsyncGenerator<InputBatch> {
  const { batchSize = 128, shuffle, queueCapacity = 1000, target } = input;
  const queue = shuffle ? new ShuffleQueue<ExampleRecord>(queueCapacity, random) : undefined;
  let batch: ExampleRecord[] = [];
  for await (const drawn of drawnFrom(epochs(input.examples, input.numEpochs), queue)) {
    if (batch.push(drawn) < batchSize) continue;
    yield recordColumns(batch, target);
    batch = [];
  }
  if (batch.length > 0) yield recordColumns(batch, target);
}

async function* drawnFrom<T>(items: AsyncIterable<T>, queue: ShuffleQueue<T> | undefined): AsyncGenerator<T> {
  for await (const item of items) yield* queue ? queue.add(item) : [item];
  if (queue) yield* queue.drain();
}

/** The source from its beginning to its end, so many times. */
async function* epochs<T>(source: Source<T>, numEpochs: number | null = 1): AsyncGenerator<T> {
  for (let epoch = 0; epoch < (numEpochs ?? Number.POSITIVE_INFINITY); epoch++) {
    let isEmpty = true;
    for await (const item of typeof source === 'function' ? source() : source) {
      isEmpty = false;
      yield item;
    }
    if (isEmpty) {
      throw new RangeError(
        `Cannot go through the input${epoch === 0 ? '' : ' again'}: it gave nothing. What can be gone through only once takes a function that begins it anew.`,
      );
    }
  }
}

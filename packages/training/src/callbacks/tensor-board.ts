import { type EventSink, SummaryWriter } from '@feedforward/checkpoint/tensorboard';
import type { Scores } from '../fit/scores.ts';
import type { Callback, EpochEndEvent } from './callback.ts';

/** What {@link TensorBoard} takes. */
export interface TensorBoardOptions {
  /**
   * A folder, in Node, Deno and Bun; or a function that gives, for each of the two, a function that takes bytes. Default
   * `'logs'`.
   */
  readonly logDir?: string | ((run: 'train' | 'validation') => EventSink) | undefined;
  /**
   * Besides every epoch's logs, write the batches': of every step (`'batch'`, or 1), or of the steps that a number divides.
   * Default `'epoch'`: only those of epochs.
   */
  readonly updateFreq?: 'epoch' | 'batch' | number | undefined;
}

/**
 * Writes curves for TensorBoard, as training goes: Keras's `TensorBoard`, for scalars. `<logDir>/train` has `epoch_loss`,
 * `epoch_accuracy`, …, by the epoch, counted from 0, and `epoch_learning_rate`, the next step's; `<logDir>/validation`
 * has the validation's under the same tags. With `updateFreq`, `train` has `batch_loss`, …, too, by the global step. As
 * both are counted from the very beginning, a run that is gone on with continues its curves.
 *
 * A batch's logs are its own; in Keras they are means over the epoch so far. Evaluations by themselves are not written.
 *
 * @throws RangeError for an `updateFreq` that is none. Training with it throws an Error if a file cannot be written:
 *   before the first step, or at the end of an epoch.
 * @example
 * ```ts
 * import { readEvents } from '@feedforward/checkpoint/tensorboard';
 * import { loadIris } from '@feedforward/datasets';
 * import { dense, sequential } from '@feedforward/layers';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import { adam, TensorBoard, Trainer } from '@feedforward/training';
 *
 * const bytes: number[] = [];
 * const logDir = () => (more: Uint8Array) => void bytes.push(...more); // or a folder: tensorboard --logdir logs
 * const trainer = new Trainer(sequential([dense(3)], { inputShape: [4] }), {
 *   loss: sparseSoftmaxCrossEntropy(),
 *   optimizer: adam({ learningRate: 0.5 }),
 * });
 * await trainer.fit(loadIris(), { epochs: 2, callbacks: [new TensorBoard({ logDir })] }).done();
 * const { scalars } = await readEvents(Uint8Array.from(bytes));
 * console.log(scalars.slice(2).map(({ tag, step }) => `${tag} ${step}`)); // [ 'epoch_loss 1', 'epoch_learning_rate 1' ]
 * ```
 */
export class TensorBoard implements Callback {
  readonly #train: SummaryWriter;
  readonly #validation: SummaryWriter;
  /** Undefined where batches are not written: scores would be made of each for nothing. */
  readonly onBatchEnd: Callback['onBatchEnd'];

  constructor({ logDir = 'logs', updateFreq = 'epoch' }: TensorBoardOptions = {}) {
    const everySteps = updateFreq === 'batch' ? 1 : updateFreq;
    if (everySteps !== 'epoch' && !(Number.isSafeInteger(everySteps) && everySteps >= 1)) {
      throw new RangeError(
        `Cannot make TensorBoard: updateFreq must be 'epoch', 'batch' or a number of steps, 1 or more; it is ${everySteps}.`,
      );
    }
    const writer = (run: 'train' | 'validation'): SummaryWriter =>
      new SummaryWriter(typeof logDir === 'string' ? `${logDir}/${run}` : logDir(run));
    this.#train = writer('train');
    this.#validation = writer('validation');
    if (everySteps === 'epoch') return;
    this.onBatchEnd = ({ globalStep, logs }) => {
      if (globalStep % everySteps === 0) this.#train.addScalars(tagged('batch', logs), globalStep);
    };
  }

  async onTrainBegin(): Promise<void> {
    await this.#train.flush();
  }

  async onEpochEnd({ epoch, logs, trainer }: EpochEndEvent): Promise<void> {
    const { training, validation } = split(logs);
    this.#train.addScalars(tagged('epoch', { ...training, learningRate: trainer.learningRate }), epoch);
    if (Object.keys(validation).length > 0) {
      this.#validation.addScalars(tagged('epoch', validation), epoch);
      await this.#validation.flush();
    }
    await this.#train.flush();
  }

  async onTrainEnd(): Promise<void> {
    await this.#train.flush();
  }
}

type Logs = Readonly<Record<string, number>>;

/** `valLoss` is the validation's `loss`. */
function split(logs: Scores): { readonly training: Logs; readonly validation: Logs } {
  const isOfValidation = ([name]: [string, number]): boolean => /^val[^a-z]/.test(name);
  const entries = Object.entries(logs);
  return {
    training: Object.fromEntries(entries.filter((entry) => !isOfValidation(entry))),
    validation: Object.fromEntries(entries.filter(isOfValidation).map(([name, value]) => [name.slice(3), value])),
  };
}

/** By Keras's names: `learningRate` is `epoch_learning_rate`. */
function tagged(prefix: 'epoch' | 'batch', logs: Logs): Logs {
  const tagOf = (name: string): string =>
    `${prefix}_${name.replaceAll(/[A-Z]/g, (letter, at) => `${at === 0 ? '' : '_'}${letter.toLowerCase()}`)}`;
  return Object.fromEntries(Object.entries(logs).map(([name, value]) => [tagOf(name), value]));
}

import type { EpochBeginEvent } from './callback.ts';
import { rememberedNumber } from './remembered.ts';
import type { CallbackState, StatefulCallback } from './stateful-callback.ts';

/**
 * Sets the learning rate at the beginning of every epoch: Keras's `LearningRateScheduler`. It sets
 * `trainer.learningRate`, and so replaces a schedule of the optimizer's; the epoch's logs have `learningRate`.
 *
 * An epoch that is gone on with in its middle has its rate already: it is part of the trainer's state.
 *
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { dense, sequential } from '@feedforward/layers';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import { gradientDescent, LearningRateScheduler, Trainer } from '@feedforward/training';
 *
 * const trainer = new Trainer(sequential([dense(3)], { inputShape: [4] }), {
 *   loss: sparseSoftmaxCrossEntropy(),
 *   optimizer: gradientDescent({ learningRate: 0.1 }),
 * });
 * const halved = new LearningRateScheduler((epoch, lr) => (epoch < 2 ? lr : lr / 2));
 * const { logs } = await trainer.fit(loadIris(), { epochs: 4, callbacks: [halved] }).done();
 * console.log(logs.learningRate); // [ 0.1, 0.1, 0.05, 0.025 ]
 * ```
 */
export class LearningRateScheduler implements StatefulCallback {
  readonly name: string = 'LearningRateScheduler';
  readonly #schedule: (epoch: number, lr: number) => number;
  /** The epoch whose rate is set. */
  #epoch = -1;

  /** @param schedule The rate of an epoch, counted from 0, from it and from the rate that there is. */
  constructor(schedule: (epoch: number, lr: number) => number) {
    this.#schedule = schedule;
  }

  onTrainBegin(): void {
    this.#epoch = -1;
  }

  /** @throws RangeError if the schedule gives a rate that is negative or not finite. */
  onEpochBegin({ trainer, epoch }: EpochBeginEvent): void {
    if (epoch === this.#epoch) return;
    trainer.learningRate = this.#schedule(epoch, trainer.learningRate);
    this.#epoch = epoch;
  }

  epochLogs({ trainer }: EpochBeginEvent): Record<string, number> {
    return { learningRate: trainer.learningRate };
  }

  state(): CallbackState {
    return { values: { epoch: this.#epoch } };
  }

  setState(state: CallbackState): void {
    this.#epoch = rememberedNumber(this.name, state, 'epoch');
  }
}

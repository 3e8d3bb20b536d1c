import { parametersFor } from '../state/parameters-for.ts';
import type { NamedTensors } from '../state/train-state.ts';
import type { Trainer } from '../trainer.ts';
import type { EpochBeginEvent, EpochEndEvent, TrainEndEvent } from './callback.ts';
import { checkCount, Monitor, type MonitorOptions } from './monitor.ts';
import { rememberedNumber, rememberedNumberOrNone } from './remembered.ts';
import type { CallbackState, StatefulCallback } from './stateful-callback.ts';

/** When {@link EarlyStopping} stops, and with what. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** Epochs without improvement to wait for one. Default 0: the first that does not improve is the last. */
  readonly patience?: number;
  /** What the log has to be better than for the waiting to begin anew. Default: nothing. */
  readonly baseline?: number | undefined;
  /** Epochs that are passed over at the beginning. Default 0. */
  readonly startFromEpoch?: number;
  /**
   * Whether a run that is over has the parameters of its best epoch, to the bit; so it has, too, if it ends without
   * having been stopped, as in Keras 3. Default false.
   */
  readonly restoreBestWeights?: boolean;
}

/**
 * Stops training when a log has stopped improving: Keras's `EarlyStopping`, with its rule.
 *
 * An improvement is better than the best so far by more than `minDelta` (default 0). What it counts, and the best
 * parameters, are part of the trainer's state: a run that goes on from a checkpoint stops where it would have stopped.
 *
 * @throws RangeError for an option that is out of range, and for a `mode` that the log's name does not tell. Training
 *   with it throws a RangeError where there is no such log.
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { dense, sequential } from '@feedforward/layers';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import { RandomState } from '@feedforward/random';
 * import { adam, EarlyStopping, Trainer } from '@feedforward/training';
 *
 * const [training, validation] = loadIris().shuffle(new RandomState(0)).split(0.8);
 * const network = sequential([dense(16, { activation: 'relu' }), dense(3)], { inputShape: [4] });
 * const recipe = { loss: sparseSoftmaxCrossEntropy(), optimizer: adam({ learningRate: 0.05 }), seed: 42 };
 * const trainer = new Trainer(network, recipe);
 * const stopping = new EarlyStopping({ monitor: 'valLoss', patience: 5, restoreBestWeights: true });
 *
 * await trainer.fit(training, { epochs: 500, validation, callbacks: [stopping] }).done();
 * console.log(stopping.stoppedEpoch - stopping.bestEpoch); // 5
 * ```
 */
export class EarlyStopping implements StatefulCallback {
  readonly name: string;
  readonly #monitor: Monitor;
  readonly #patience: number;
  readonly #baseline: number | undefined;
  readonly #startFromEpoch: number;
  readonly #restores: boolean;
  #best: number | undefined;
  #bestEpoch = 0;
  #bestParameters: NamedTensors | undefined;
  #wait = 0;
  #stoppedEpoch = 0;

  constructor(options: EarlyStoppingOptions = {}) {
    const { patience = 0, baseline, startFromEpoch = 0, restoreBestWeights = false } = options;
    this.#monitor = new Monitor('EarlyStopping', options);
    checkCount('EarlyStopping', 'patience', patience);
    checkCount('EarlyStopping', 'startFromEpoch', startFromEpoch);
    this.name = `EarlyStopping(${this.#monitor.log})`;
    this.#patience = patience;
    this.#baseline = baseline;
    this.#startFromEpoch = startFromEpoch;
    this.#restores = restoreBestWeights;
  }

  /** The best value of the log so far; undefined before there is one. */
  get best(): number | undefined {
    return this.#best;
  }

  /** The epoch that gave it, counted from 0. */
  get bestEpoch(): number {
    return this.#bestEpoch;
  }

  /** The epoch that training was stopped after, counted from 0; 0 if it was not. */
  get stoppedEpoch(): number {
    return this.#stoppedEpoch;
  }

  /** Epochs since the last improvement. */
  get wait(): number {
    return this.#wait;
  }

  onTrainBegin(): void {
    this.#best = undefined;
    this.#bestEpoch = 0;
    this.#bestParameters = undefined;
    this.#wait = 0;
    this.#stoppedEpoch = 0;
  }

  /** A run that was stopped and then restored has nothing to go on with. */
  onEpochBegin({ stop }: EpochBeginEvent): void {
    if (this.#stoppedEpoch > 0) stop();
  }

  onEpochEnd({ trainer, epoch, logs, stop }: EpochEndEvent): void {
    const value = this.#monitor.valueIn(logs);
    if (epoch < this.#startFromEpoch) return;
    if (this.#restores && !this.#bestParameters) this.#keep(epoch, trainer);
    this.#wait++;
    if (this.#monitor.isBetter(value, this.#best)) {
      this.#best = value;
      this.#keep(epoch, trainer);
      if (this.#baseline === undefined || this.#monitor.isBetter(value, this.#baseline)) this.#wait = 0;
    } else if (this.#wait >= this.#patience && epoch > 0) {
      this.#stoppedEpoch = epoch;
      stop();
    }
  }

  onTrainEnd({ trainer, isOver }: TrainEndEvent): void {
    if (isOver && this.#bestParameters) trainer.setParameters(this.#bestParameters);
  }

  state(): CallbackState {
    const values = {
      best: this.#best ?? null,
      bestEpoch: this.#bestEpoch,
      wait: this.#wait,
      stoppedEpoch: this.#stoppedEpoch,
    };
    return { values, tensors: this.#bestParameters };
  }

  setState(state: CallbackState, trainer: Trainer): void {
    const { name } = this;
    const parameters = state.tensors && parametersFor(trainer.model, state.tensors);
    const best = rememberedNumberOrNone(name, state, 'best');
    const [bestEpoch = 0, wait = 0, stoppedEpoch = 0] = ['bestEpoch', 'wait', 'stoppedEpoch'].map((value) =>
      rememberedNumber(name, state, value),
    );
    this.#best = best;
    this.#bestEpoch = bestEpoch;
    this.#bestParameters = this.#restores ? parameters : undefined;
    this.#wait = wait;
    this.#stoppedEpoch = stoppedEpoch;
  }

  #keep(epoch: number, trainer: Trainer): void {
    this.#bestEpoch = epoch;
    if (this.#restores) this.#bestParameters = new Map(trainer.parameters());
  }
}

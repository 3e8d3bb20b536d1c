import type { EpochBeginEvent, EpochEndEvent } from './callback.ts';
import { checkCount, Monitor, type MonitorOptions } from './monitor.ts';
import { rememberedNumber, rememberedNumberOrNone } from './remembered.ts';
import type { CallbackState, StatefulCallback } from './stateful-callback.ts';

/** When {@link ReduceLROnPlateau} reduces the learning rate, and how far. */
export interface ReduceLROnPlateauOptions extends MonitorOptions {
  /** What the rate is multiplied by, below 1. Default 0.1. */
  readonly factor?: number;
  /** Epochs without improvement to wait for one. Default 10. */
  readonly patience?: number;
  /** Epochs after a reduction that do not count as waiting. Default 0. */
  readonly cooldown?: number;
  /** The rate that it does not go below. Default 0. */
  readonly minLr?: number;
}

/**
 * Reduces the learning rate when a log has stopped improving: Keras's `ReduceLROnPlateau`, with its rule. An
 * improvement is better than the best so far by more than `minDelta` (default 0.0001). It sets
 * `trainer.learningRate`, and so replaces a schedule; the epoch's logs have `learningRate`, as it was in the epoch.
 *
 * What it counts is part of the trainer's state: a run that goes on from a checkpoint reduces where it would have.
 *
 * @throws RangeError for an option that is out of range, and for a `mode` that the log's name does not tell. Training
 *   with it throws a RangeError where there is no such log.
 */
export class ReduceLROnPlateau implements StatefulCallback {
  readonly name: string;
  readonly #monitor: Monitor;
  readonly #factor: number;
  readonly #patience: number;
  readonly #cooldown: number;
  readonly #minLr: number;
  #best: number | undefined;
  #wait = 0;
  #cooldownCounter = 0;

  constructor(options: ReduceLROnPlateauOptions = {}) {
    const { factor = 0.1, patience = 10, cooldown = 0, minLr = 0, minDelta = 1e-4 } = options;
    const name = 'ReduceLROnPlateau';
    this.#monitor = new Monitor(name, { ...options, minDelta });
    if (!(factor >= 0 && factor < 1)) {
      throw new RangeError(`Cannot make ${name}: factor must be from 0 to below 1, it is ${factor}.`);
    }
    if (!(minLr >= 0 && minLr < Infinity)) {
      throw new RangeError(`Cannot make ${name}: minLr must be finite, 0 or more; it is ${minLr}.`);
    }
    checkCount(name, 'patience', patience);
    checkCount(name, 'cooldown', cooldown);
    this.name = `${name}(${this.#monitor.log})`;
    this.#factor = factor;
    this.#patience = patience;
    this.#cooldown = cooldown;
    this.#minLr = minLr;
  }

  onTrainBegin(): void {
    this.#best = undefined;
    this.#wait = 0;
    this.#cooldownCounter = 0;
  }

  epochLogs({ trainer }: EpochBeginEvent): Record<string, number> {
    return { learningRate: trainer.learningRate };
  }

  onEpochEnd({ trainer, logs }: EpochEndEvent): void {
    const value = this.#monitor.valueIn(logs);
    if (this.#cooldownCounter > 0) {
      this.#cooldownCounter--;
      this.#wait = 0;
    }
    if (this.#monitor.isBetter(value, this.#best)) {
      this.#best = value;
      this.#wait = 0;
      return;
    }
    if (this.#cooldownCounter > 0) return;
    this.#wait++;
    const { learningRate } = trainer;
    if (this.#wait < this.#patience || learningRate <= this.#minLr) return;
    trainer.learningRate = Math.max(learningRate * this.#factor, this.#minLr);
    this.#cooldownCounter = this.#cooldown;
    this.#wait = 0;
  }

  state(): CallbackState {
    return { values: { best: this.#best ?? null, wait: this.#wait, cooldownCounter: this.#cooldownCounter } };
  }

  setState(state: CallbackState): void {
    const best = rememberedNumberOrNone(this.name, state, 'best');
    const wait = rememberedNumber(this.name, state, 'wait');
    const cooldownCounter = rememberedNumber(this.name, state, 'cooldownCounter');
    this.#best = best;
    this.#wait = wait;
    this.#cooldownCounter = cooldownCounter;
  }
}

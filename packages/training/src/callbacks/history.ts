import type { Callback, EpochEndEvent } from './callback.ts';

/** The logs of every epoch, by name: Keras's `History`. */
export class History implements Callback {
  /** The epochs that are in it, counted from 0. */
  readonly epochs: number[] = [];
  /** Each log's values, one an epoch: `loss`, `accuracy`, `valLoss`, … */
  readonly logs: Record<string, number[]> = {};

  onEpochEnd({ epoch, logs }: EpochEndEvent): void {
    this.epochs.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      this.logs[name] ??= [];
      this.logs[name].push(value);
    }
  }
}

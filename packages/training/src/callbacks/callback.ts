import type { Scores } from '../fit/scores.ts';
import type { NonFiniteLossError } from '../non-finite-loss-error.ts';
import type { Trainer } from '../trainer.ts';

/** What every event of a run carries. */
export interface TrainEvent {
  readonly trainer: Trainer;
  /** Epochs in all, counting those that a restored state has behind it: what `fit` was told. */
  readonly epochs: number;
  /** Ends training after the present step, as if it had come to its last. */
  stop(): void;
}

export interface TrainEndEvent extends TrainEvent {
  /**
   * Whether the run is over: its epochs are done, or a callback stopped it. If not, it was interrupted (by
   * `stopAtStep`, a signal, an error, or leaving the iteration), and the next `fit` goes on with it.
   */
  readonly isOver: boolean;
}

export interface EpochBeginEvent extends TrainEvent {
  /** Counted from 0. */
  readonly epoch: number;
}

export interface BatchBeginEvent extends EpochBeginEvent {
  /** Steps of this epoch that are done, and how many it has. */
  readonly batch: number;
  readonly batches: number;
}

export interface BatchEndEvent extends BatchBeginEvent {
  /** Training steps taken: TensorFlow's `global_step`. */
  readonly globalStep: number;
  /** The loss and metrics of this batch, from before its update. */
  readonly logs: Scores;
}

export interface NonFiniteLossEvent extends EpochBeginEvent {
  readonly error: NonFiniteLossError;
}

export interface EpochEndEvent extends EpochBeginEvent {
  /** Steps of the epoch. */
  readonly batches: number;
  readonly globalStep: number;
  /** The epoch's loss and metrics, and the validation's as `valLoss`, `valAccuracy`, …: Keras's `logs`. */
  readonly logs: Scores;
}

/**
 * What to do as training goes along. Each may return a promise, which training waits for. A callback whose count must
 * survive a restart is a {@link StatefulCallback}.
 */
export interface Callback {
  /** Whether its turn comes after the others', so that what it saves includes what they did. Default false. */
  readonly runsLast?: boolean;
  onTrainBegin?(event: TrainEvent): void | Promise<void>;
  onEpochBegin?(event: EpochBeginEvent): void | Promise<void>;
  onBatchBegin?(event: BatchBeginEvent): void | Promise<void>;
  onBatchEnd?(event: BatchEndEvent): void | Promise<void>;
  /**
   * A loss was NaN or infinite, and its step was not taken. If a callback stops training now, it ends here, with the
   * last good parameters; else the error is thrown.
   */
  onNonFiniteLoss?(event: NonFiniteLossEvent): void | Promise<void>;
  /** What to add to the logs of an epoch, before any callback sees them. */
  epochLogs?(event: EpochBeginEvent): Readonly<Record<string, number>>;
  onEpochEnd?(event: EpochEndEvent): void | Promise<void>;
  onTrainEnd?(event: TrainEndEvent): void | Promise<void>;
}

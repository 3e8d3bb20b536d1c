import type { Scores } from '../fit/scores.ts';
import type { Trainer } from '../trainer.ts';

/** What every event of a run carries. */
export interface TrainEvent {
  readonly trainer: Trainer;
  /** Ends training after the present step, as if it had come to its last. */
  stop(): void;
}

export interface EpochBeginEvent extends TrainEvent {
  /** Counted from 0. */
  readonly epoch: number;
}

export interface BatchEndEvent extends EpochBeginEvent {
  /** Training steps taken: TensorFlow's `global_step`. */
  readonly globalStep: number;
  /** Steps of this epoch that are done, and how many it has. */
  readonly batch: number;
  readonly batches: number;
  /** The loss and metrics of this batch, from before its update. */
  readonly logs: Scores;
}

export interface EpochEndEvent extends EpochBeginEvent {
  readonly globalStep: number;
  /** The epoch's loss and metrics, and the validation's as `valLoss`, `valAccuracy`, …: Keras's `logs`. */
  readonly logs: Scores;
}

/** What to do as training goes along. Each may return a promise, which training waits for. */
export interface Callback {
  onTrainBegin?(event: TrainEvent): void | Promise<void>;
  onEpochBegin?(event: EpochBeginEvent): void | Promise<void>;
  onBatchEnd?(event: BatchEndEvent): void | Promise<void>;
  onEpochEnd?(event: EpochEndEvent): void | Promise<void>;
  onTrainEnd?(event: TrainEvent): void | Promise<void>;
}

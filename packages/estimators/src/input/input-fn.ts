import type { Labels, Matrix } from '@feedforward/datasets';
import type { RandomState } from '@feedforward/random';

/** A batch as an estimator takes it: columns of features by name, and labels where there are any. */
export interface InputBatch {
  /** Each `[batch, width]`. */
  readonly features: Readonly<Record<string, Matrix>>;
  readonly labels?: Labels | undefined;
}

/** What an estimator hands to its input. */
export interface InputContext {
  /**
   * A stream for shuffling, of the estimator's seed. It goes on from one call of `train` to the next; `evaluate` and
   * `predict` get a new one each time, so that they change nothing.
   */
  readonly random: RandomState;
}

/** Begins a stream of batches: called anew for every `train`, `evaluate` and `predict`. */
export type InputFn = (context: InputContext) => Iterable<InputBatch> | AsyncIterable<InputBatch>;

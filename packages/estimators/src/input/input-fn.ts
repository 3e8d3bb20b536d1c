import type { Labels, Matrix } from '@feedforward/datasets';
import type { RandomState } from '@feedforward/random';

/**
 * A column of a batch: numbers, `[batch, width]`; or strings, one a row, or a list of them a row, of any length. No
 * value is `''` among strings, and −1 among the integers of a categorical column.
 */
export type FeatureValues = Matrix | readonly string[] | readonly (readonly string[])[];

/** What an estimator learns to give: a class or a value a row, several values a row, or the names of classes. */
export type InputLabels = Labels | Matrix | readonly string[];

/** A batch as an estimator takes it: columns of features by name, and labels where there are any. */
export interface InputBatch {
  /** All with as many rows. */
  readonly features: Readonly<Record<string, FeatureValues>>;
  readonly labels?: InputLabels | undefined;
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

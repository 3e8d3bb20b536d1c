import type { Matrix, Targets } from '@feedforward/datasets';

/** A score over many batches, whatever their sizes: started anew for every evaluation. */
export interface Metric<Result = number> {
  start(): Accumulator<Result>;
}

/** The running sums behind a {@link Metric}. */
export interface Accumulator<Result = number> {
  /** Takes in a batch: outputs `[batch, n]`, labels, and how much each example counts (default 1). */
  update(outputs: Matrix, labels: Targets, weights?: ArrayLike<number>): void;
  /** The score of all that was taken in; NaN before the first example. */
  result(): Result;
}

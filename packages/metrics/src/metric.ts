import type { Matrix, OutputKind, Targets } from '@feedforward/datasets';

/**
 * A score over many batches, whatever their sizes: started anew for every evaluation. Scores are computed in
 * float64, example after example, so that they do not depend on how the examples are batched.
 */
export interface Metric<Result = number> {
  start(): Accumulator<Result>;
  /** Which kinds of outputs it can score. Default: all. A trainer refuses a metric that cannot score its network's. */
  readonly takes?: readonly OutputKind[] | undefined;
}

/** The running sums behind a {@link Metric}. */
export interface Accumulator<Result = number> {
  /**
   * Takes in a batch: outputs `[batch, n]`, which are taken for what their `outputKind` says, and for logits where it
   * says nothing; labels, and how much each example counts (default 1).
   * @throws RangeError if they do not go together, a label is not one of the classes, a weight is below 0 or not
   * finite, or there are no examples. Nothing is taken in then.
   */
  update(outputs: Matrix, labels: Targets, weights?: ArrayLike<number>): void;
  /** The score of all that was taken in; NaN before the first example. */
  result(): Result;
}

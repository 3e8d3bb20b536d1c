import { shuffleOrder } from './example-order.ts';
import type { FeatureRows } from './feature-rows.ts';
import type { PerceptronOptions } from './options.ts';
import { WeightVector } from './weight-vector.ts';

/** A line between two classes: positive where coef · x + intercept > 0. */
export interface Separator {
  readonly coef: Float64Array;
  readonly intercept: number;
}

/** What {@link trainBinary} learns from. */
export interface BinaryTask {
  readonly rows: FeatureRows;
  /** 1 or −1 for each row. */
  readonly signs: Int8Array;
  /** Where the weights begin. */
  readonly start: Separator;
  readonly maxIter: number;
  /** Of the order in which the examples come; the same each epoch, on the order that the last one left. */
  readonly seed: number;
}

/**
 * The perceptron rule (Rosenblatt 1958), as scikit-learn runs it: an example whose prediction has the wrong sign, or
 * is zero, adds `eta0` · sign · x to the weights and `eta0` · sign to the intercept. Ends when the sum of the losses
 * max(0, −sign · prediction) has been above the best less `tol` · examples for `nIterNoChange` epochs in a row.
 *
 * @throws RangeError if the weights overflow.
 */
export function trainBinary(
  { rows, signs, start, maxIter, seed }: BinaryTask,
  { alpha, eta0, fitIntercept, l1Ratio, nIterNoChange, penalty, shuffle, tol }: Required<PerceptronOptions>,
): Separator & { readonly nIter: number } {
  const l1Share = penalty === 'l1' ? 1 : penalty === 'elasticnet' ? l1Ratio : 0;
  const shrinks = penalty === 'l2' || penalty === 'elasticnet';
  const shrinkFactor = Math.max(0, 1 - (1 - l1Share) * eta0 * alpha);
  const paysL1 = penalty === 'l1' || penalty === 'elasticnet';
  const order = Int32Array.from(signs.keys());
  const weights = new WeightVector(start.coef);
  let intercept = start.intercept;
  let best = Infinity;
  let noBetter = 0;
  let nIter = 0;

  while (nIter < maxIter && noBetter < nIterNoChange) {
    nIter++;
    if (shuffle) shuffleOrder(order, seed);
    let loss = 0;
    for (const row of order) {
      const sign = signs[row]!;
      const margin = sign * (weights.dot(rows, row) + intercept);
      if (shrinks) weights.shrink(shrinkFactor);
      if (margin <= 0) {
        loss -= margin;
        weights.add(rows, row, eta0 * sign);
        if (fitIntercept) intercept += eta0 * sign;
      }
      if (paysL1) weights.payL1(l1Share * eta0 * alpha);
    }
    if (!Number.isFinite(intercept) || !weights.isFinite()) {
      throw new RangeError(`Cannot fit: the weights overflowed in epoch ${nIter}. Scale the features, say to 0 … 1.`);
    }
    noBetter = tol !== null && loss > best - tol * rows.count ? noBetter + 1 : 0;
    best = Math.min(best, loss);
  }
  return { coef: weights.fold(), intercept, nIter };
}

import { shuffleOrder } from './example-order.ts';
import type { FeatureRows } from './feature-rows.ts';
import type { PerceptronOptions } from './options.ts';
import type { Validation } from './validation.ts';
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
  /** What each row's step is multiplied by. */
  readonly weights: Float64Array;
  /** Rows not to learn from, but to stop by. */
  readonly validation?: Validation | undefined;
  /** Where the weights begin. */
  readonly start: Separator;
  readonly maxIter: number;
  /** Of the order in which the examples come; the same each epoch, on the order that the last one left. */
  readonly seed: number;
}

/**
 * The perceptron rule (Rosenblatt 1958), as scikit-learn runs it: an example whose prediction has the wrong sign, or
 * is zero, adds `eta0` · sign · weight · x to the weights and the same without x to the intercept. Ends when the sum of
 * the losses max(0, −sign · prediction) has been above the best less `tol` · examples for `nIterNoChange` epochs in a
 * row, or the validation score below the best plus `tol`.
 *
 * @throws RangeError if the weights overflow.
 */
export function trainBinary(
  { rows, signs, weights, validation, start, maxIter, seed }: BinaryTask,
  { alpha, eta0, fitIntercept, l1Ratio, nIterNoChange, penalty, shuffle, tol }: Required<PerceptronOptions>,
): Separator & { readonly nIter: number } {
  const l1Share = penalty === 'l1' ? 1 : penalty === 'elasticnet' ? l1Ratio : 0;
  const shrinkFactor = Math.max(0, 1 - (1 - l1Share) * eta0 * alpha);
  const paysL1 = penalty === 'l1' || penalty === 'elasticnet';
  const order = Int32Array.from(signs.keys());
  const coef = new WeightVector(start.coef);
  let intercept = start.intercept;
  let best = Infinity;
  let noBetter = 0;
  let nIter = 0;

  while (nIter < maxIter && noBetter < nIterNoChange) {
    nIter++;
    if (shuffle) shuffleOrder(order, seed);
    let loss = 0;
    for (const row of order) {
      if (validation?.mask[row]) continue;
      const sign = signs[row]!;
      const margin = sign * (coef.dot(rows, row) + intercept);
      if (penalty) coef.shrink(shrinkFactor);
      if (margin <= 0) {
        loss -= margin;
        const step = eta0 * sign * weights[row]!;
        if (step !== 0) {
          coef.add(rows, row, step);
          if (fitIntercept) intercept += step;
        }
      }
      if (paysL1) coef.payL1(l1Share * eta0 * alpha);
    }
    if (!Number.isFinite(intercept) || !coef.isFinite()) {
      throw new RangeError(`Cannot fit: the weights overflowed in epoch ${nIter}. Scale the features, say to 0 … 1.`);
    }
    // What is to fall, and by how much at least.
    const isRight = (row: number) => coef.unscaledDot(rows, row) + intercept > 0 === signs[row]! > 0;
    const goal = validation ? -validation.score(isRight) : loss;
    const least = (tol ?? 0) * (validation ? 1 : rows.count);
    noBetter = tol !== null && goal > best - least ? noBetter + 1 : 0;
    best = Math.min(best, goal);
  }
  return { coef: coef.fold(), intercept, nIter };
}

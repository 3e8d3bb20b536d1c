import { dotRow, type FeatureRows } from './feature-rows.ts';

/** Below this the scale is multiplied into the weights, before it underflows. */
const leastScale = 1e-9;

/**
 * Weights kept as a vector times a scale, so that shrinking all of them is one multiplication; in scikit-learn's
 * order of float64 operations, so that results agree in every bit.
 */
export class WeightVector {
  readonly #weights: Float64Array;
  /** The l1 penalty that each weight has already paid. */
  readonly #paid: Float64Array;
  #scale = 1;
  /** The l1 penalty that each weight should have paid by now. */
  #due = 0;

  constructor(weights: Float64Array) {
    this.#weights = Float64Array.from(weights);
    this.#paid = new Float64Array(weights.length);
  }

  dot(rows: FeatureRows, row: number): number {
    return dotRow(rows, row, this.#weights) * this.#scale;
  }

  /** The same without the scale: what scikit-learn scores a validation set by. */
  unscaledDot(rows: FeatureRows, row: number): number {
    return dotRow(rows, row, this.#weights);
  }

  /** Adds a row times `factor`. */
  add({ values, scale, width }: FeatureRows, row: number, factor: number): void {
    const start = row * width;
    const step = factor / this.#scale;
    for (let j = 0; j < width; j++) this.#weights[j]! += values[start + j]! * scale * step;
  }

  /** Multiplies all weights. */
  shrink(factor: number): void {
    this.#scale *= factor;
    if (this.#scale < leastScale) this.fold();
  }

  /** Takes a step of the cumulative l1 penalty: no weight crosses zero (Tsuruoka, Tsujii and Ananiadou 2009). */
  payL1(step: number): void {
    this.#due += step;
    const [weights, paid, scale, due] = [this.#weights, this.#paid, this.#scale, this.#due];
    for (let j = 0; j < weights.length; j++) {
      const before = weights[j]!;
      if (scale * before > 0) weights[j] = Math.max(0, before - (due + paid[j]!) / scale);
      else if (scale * before < 0) weights[j] = Math.min(0, before + (due - paid[j]!) / scale);
      paid[j]! += scale * (weights[j]! - before);
    }
  }

  isFinite(): boolean {
    return this.#weights.every(Number.isFinite);
  }

  /** The weights themselves, with the scale multiplied in. */
  fold(): Float64Array {
    if (this.#scale === 0)
      this.#weights.fill(0); // not −0, as BLAS has it
    else for (let j = 0; j < this.#weights.length; j++) this.#weights[j]! *= this.#scale;
    this.#scale = 1;
    return this.#weights;
  }
}

/** A learning rate as a function of the step, counted from 0. */
export interface Schedule {
  (step: number): number;
  /** What it is made of, to save it. */
  readonly config?: { readonly type: string; readonly [option: string]: unknown };
}

/** A fixed learning rate, or one that changes with the step. */
export type LearningRate = number | Schedule;

/** The learning rate of a step. @throws RangeError if it is negative or not finite. */
export function rateAt(learningRate: LearningRate, step: number): number {
  const rate = typeof learningRate === 'number' ? learningRate : learningRate(step);
  if (Number.isFinite(rate) && rate >= 0) return rate;
  throw new RangeError(`Cannot train: the learning rate of step ${step} must be finite, 0 or more; it is ${rate}.`);
}

/** @param cannot What cannot be done with a rate that is none. */
export function checkRate(cannot: string, rate: number): void {
  if (!(rate >= 0 && rate < Infinity)) {
    throw new RangeError(`Cannot ${cannot}: its learning rate must be finite, 0 or more; it is ${rate}.`);
  }
}

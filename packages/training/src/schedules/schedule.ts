/** A learning rate as a function of the step, counted from 0. */
export interface Schedule {
  (step: number): number;
  /** What it is made of, to save it. */
  readonly config?: { readonly type: string; readonly [option: string]: unknown };
}

/** A fixed learning rate, or one that changes with the step. */
export type LearningRate = number | Schedule;

/** The learning rate of a step. */
export function rateAt(learningRate: LearningRate, step: number): number {
  return typeof learningRate === 'number' ? learningRate : learningRate(step);
}

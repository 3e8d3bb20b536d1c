import { type LearningRate, rateAt, type Schedule } from './schedule.ts';

/** What {@link warmUp} takes. */
export interface WarmUpOptions {
  /** How many steps the warm-up lasts. */
  readonly steps: number;
  /** The rate at step 0. Default 0. */
  readonly from?: number;
  /** What follows: a rate, or a schedule, which then begins at its step 0. */
  readonly to: LearningRate;
}

/** A straight line up to where `to` begins, then `to` itself: the warm-up of Keras's `CosineDecay`. */
export function warmUp({ steps, from = 0, to }: WarmUpOptions): Schedule {
  if (!(Number.isInteger(steps) && steps >= 0)) {
    throw new RangeError(`Cannot warm up for ${steps} steps: it takes a whole number, 0 or more.`);
  }
  const target = rateAt(to, 0);
  const rule = (step: number) => (step < steps ? from + ((target - from) * step) / steps : rateAt(to, step - steps));
  return Object.assign(rule, {
    config: { type: 'warmUp', steps, from, to: typeof to === 'number' ? to : to.config },
  });
}

import type { LearningRate } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';

/** Shares whose complement is divided by. */
const below1 = new Set(['beta1', 'beta2']);
/** What keeps the divisor of a gradient that is 0 from being 0. */
const above0 = new Set(['epsilon', 'initialAccumulator']);

/** An optimizer of this library: its rule, with its options checked and kept as `config`. */
export function makeOptimizer(
  name: string,
  learningRate: LearningRate,
  options: Readonly<Record<string, number>>,
  rule: Pick<Optimizer, 'init' | 'update'>,
): Optimizer {
  const rates = typeof learningRate === 'number' ? { learningRate } : {};
  for (const [option, value] of Object.entries({ ...rates, ...options })) {
    const [holds, takes] = below1.has(option)
      ? [value >= 0 && value < 1, 'from 0 to below 1']
      : above0.has(option)
        ? [Math.fround(value) > 0 && value < Infinity, 'a finite number above 0, in float32 too']
        : [value >= 0 && value < Infinity, 'a finite number, 0 or more'];
    if (!holds) throw new RangeError(`Cannot make ${name}: ${option} must be ${takes}; it is ${value}.`);
  }
  const rate = typeof learningRate === 'number' ? learningRate : learningRate.config;
  const config = { type: name, learningRate: rate, ...options };
  // Not copied by spread: `{ ...adam(), update }` is not what the config says, and must not be compiled by it.
  return Object.defineProperty<Optimizer>({ name, learningRate, ...rule }, 'config', { value: config });
}

import type { LearningRate } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';

/** An optimizer of this library: its rule, with its options checked and kept as `config`. */
export function makeOptimizer(
  name: string,
  learningRate: LearningRate,
  options: Readonly<Record<string, number>>,
  rule: Pick<Optimizer, 'init' | 'update'>,
): Optimizer {
  const rates = typeof learningRate === 'number' ? { learningRate } : {};
  for (const [option, value] of Object.entries({ ...rates, ...options })) {
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new RangeError(`Cannot make ${name}: ${option} must be a finite number, 0 or more; it is ${value}.`);
    }
  }
  const rate = typeof learningRate === 'number' ? learningRate : learningRate.config;
  return { name, learningRate, ...rule, config: { type: name, learningRate: rate, ...options } };
}

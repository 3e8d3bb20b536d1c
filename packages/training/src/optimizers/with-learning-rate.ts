import type { LearningRate } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * The optimizer with another learning rate. One of this library stays one: it is compiled, and saved, as before.
 *
 * @throws RangeError for a rate that is negative or not finite.
 * @example
 * ```ts
 * import { adagrad, exponentialDecay, withLearningRate } from '@feedforward/training';
 *
 * const decaying = withLearningRate(
 *   adagrad({ initialAccumulator: 0.5 }),
 *   exponentialDecay({ learningRate: 0.1, decaySteps: 1000, decayRate: 0.96 }),
 * );
 * console.log(decaying.config?.type, decaying.config?.initialAccumulator); // adagrad 0.5
 * ```
 */
export function withLearningRate(optimizer: Optimizer, learningRate: LearningRate): Optimizer {
  const { name, config } = optimizer;
  if (typeof learningRate === 'number' && !(learningRate >= 0 && learningRate < Infinity)) {
    throw new RangeError(
      `Cannot make ${name}: learningRate must be a finite number, 0 or more; it is ${learningRate}.`,
    );
  }
  const changed: Optimizer = {
    name,
    learningRate,
    init: (parameter) => optimizer.init(parameter),
    update: (update) => optimizer.update(update),
  };
  if (!config) return changed;
  const rate = typeof learningRate === 'number' ? learningRate : learningRate.config;
  return Object.defineProperty(changed, 'config', { value: { ...config, learningRate: rate } });
}

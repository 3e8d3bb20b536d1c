import { ConfigReader } from '../config/config-reader.ts';
import { rateFromConfig } from '../schedules/schedule-from-config.ts';
import type { Optimizer } from './optimizer.ts';
import { optimizers } from './optimizer-named.ts';
import { withLearningRate } from './with-learning-rate.ts';

/**
 * The optimizer that a `config` tells of.
 * @param config As parsed JSON; whatever it is, it is checked.
 * @throws RangeError for what is no optimizer of this library, naming the nearest; or if its learning rate was a
 *   function of the user's own.
 *
 * @example
 * ```ts
 * import { adam, optimizerFromConfig } from '@feedforward/training';
 *
 * const text = JSON.stringify(adam({ learningRate: 0.02 }).config);
 * console.log(optimizerFromConfig(JSON.parse(text)).learningRate); // 0.02
 * ```
 */
export function optimizerFromConfig(config: unknown): Optimizer {
  const reader = new ConfigReader('optimizer', config);
  const make = reader.kind(optimizers);
  const learningRate = rateFromConfig(reader.value('learningRate'));
  const { type, learningRate: _, ...options } = make({}).config!;
  // Files from before `initialMeanSquare` was an option do not have it.
  const names = Object.keys(options).filter((name) => name !== 'initialMeanSquare' || reader.value(name) !== undefined);
  const numbers = Object.fromEntries(names.map((option) => [option, reader.number(option)]));
  reader.end();
  return withLearningRate(make(numbers), learningRate);
}

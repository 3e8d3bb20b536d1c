import { closest } from 'fastest-levenshtein';
import type { LearningRate } from '../schedules/schedule.ts';
import { adagrad } from './adagrad.ts';
import { adam, adamw } from './adam.ts';
import { ftrl } from './ftrl.ts';
import { gradientDescent } from './gradient-descent.ts';
import { momentum, nesterov } from './momentum.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';

/** The optimizers that can be had by name. */
export type OptimizerName =
  | 'gradientDescent'
  | 'momentum'
  | 'nesterov'
  | 'adagrad'
  | 'rmsprop'
  | 'adam'
  | 'adamw'
  | 'ftrl';

type OptimizerFactory = ((options: { readonly learningRate?: LearningRate }) => Optimizer) &
  ((options: Readonly<Record<string, number>>) => Optimizer);

/** By name: makes one with these options, and its defaults for the others. */
export const optimizers: Readonly<Record<OptimizerName, OptimizerFactory>> = {
  gradientDescent,
  momentum,
  nesterov,
  adagrad,
  rmsprop,
  adam,
  adamw,
  ftrl,
};

type NamedFactory = (options: { readonly learningRate?: LearningRate }) => Optimizer;

/** As TensorFlow 1's estimators spell them, with the constants of its `tf.train` optimizers. */
const estimatorOptimizers: ReadonlyMap<string, NamedFactory> = new Map<string, NamedFactory>([
  ['Adagrad', adagrad],
  ['Adam', (options) => adam({ ...options, epsilon: 1e-8 })],
  ['Ftrl', ftrl],
  ['RMSProp', (options) => rmsprop({ ...options, epsilon: 1e-10, initialMeanSquare: 1 })],
  ['SGD', gradientDescent],
]);

/** Those names. */
export const optimizerNames: readonly OptimizerName[] = Object.keys(optimizers).filter(isOptimizerName);

/**
 * An optimizer by its name, such as `'adam'`; the options it is not given have its defaults. The names that
 * TensorFlow 1's estimators take are `'Adagrad'`, `'Adam'`, `'Ftrl'`, `'RMSProp'` and `'SGD'`: they have TensorFlow 1's
 * constants, an epsilon of 1e-8 for Adam; for RMSProp one of 1e-10, and mean squares that start at 1.
 * @throws RangeError for an unknown name, naming the nearest known one.
 */
export function optimizerNamed(name: string, options: { readonly learningRate?: LearningRate } = {}): Optimizer {
  const ofEstimators = estimatorOptimizers.get(name);
  if (ofEstimators) return ofEstimators(options);
  if (!isOptimizerName(name)) {
    throw new RangeError(
      `Unknown optimizer "${name}". Did you mean "${closest(name, optimizerNames)}"? Known are ${optimizerNames.join(', ')}.`,
    );
  }
  return optimizers[name](options);
}

function isOptimizerName(name: string): name is OptimizerName {
  return Object.hasOwn(optimizers, name);
}

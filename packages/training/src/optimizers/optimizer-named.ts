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

/** As TensorFlow's estimators spell them. */
const estimatorNames: ReadonlyMap<string, OptimizerName> = new Map([
  ['Adagrad', 'adagrad'],
  ['Adam', 'adam'],
  ['Ftrl', 'ftrl'],
  ['RMSProp', 'rmsprop'],
  ['SGD', 'gradientDescent'],
]);

/** Those names. */
export const optimizerNames: readonly OptimizerName[] = Object.keys(optimizers).filter(isOptimizerName);

/**
 * An optimizer by its name, such as `'adam'`; the options it is not given have its defaults. The names that
 * TensorFlow's estimators take will do too: `'Adagrad'`, `'Adam'`, `'Ftrl'`, `'RMSProp'`, `'SGD'`.
 * @throws RangeError for an unknown name, naming the nearest known one.
 */
export function optimizerNamed(name: string, options: { readonly learningRate?: LearningRate } = {}): Optimizer {
  const ours = estimatorNames.get(name) ?? name;
  if (!isOptimizerName(ours)) {
    throw new RangeError(
      `Unknown optimizer "${name}". Did you mean "${closest(name, optimizerNames)}"? Known are ${optimizerNames.join(', ')}.`,
    );
  }
  return optimizers[ours](options);
}

function isOptimizerName(name: string): name is OptimizerName {
  return Object.hasOwn(optimizers, name);
}

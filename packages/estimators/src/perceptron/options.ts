import { RandomState } from '@feedforward/random';
import { checkNames } from '../check-names.ts';
import { type ClassWeight, copyOf } from './class-weights.ts';

/** How a {@link Perceptron} learns. Names and defaults are scikit-learn's. */
export interface PerceptronOptions {
  /** What keeps the weights small. Default null: nothing. */
  readonly penalty?: 'l2' | 'l1' | 'elasticnet' | null;
  /** How strong the penalty is. Default 0.0001. */
  readonly alpha?: number;
  /** The l1 share of the `elasticnet` penalty, 0 … 1. Default 0.15. */
  readonly l1Ratio?: number;
  /** Whether to learn an intercept; else it is 0. Default true. */
  readonly fitIntercept?: boolean;
  /** At most so many epochs. Default 1000. */
  readonly maxIter?: number;
  /**
   * An epoch counts as no better where its mean loss is above the best less this; with `earlyStopping`, where its
   * score is below the best plus this. null runs all epochs. Default 0.001.
   */
  readonly tol?: number | null;
  /** Whether to visit the examples in another random order each epoch. Default true. */
  readonly shuffle?: boolean;
  /** The learning rate. Default 1. */
  readonly eta0?: number;
  /** A seed, used afresh by each call of `fit`; or a random state, drawn from. Default 0. */
  readonly randomState?: number | RandomState;
  /**
   * Whether to hold some examples out, as many of each class as its share, and to stop when the score on them no longer
   * rises. Default false: it stops when the loss no longer falls.
   */
  readonly earlyStopping?: boolean;
  /** The share of examples that `earlyStopping` holds out, between 0 and 1. Default 0.1. */
  readonly validationFraction?: number;
  /** Stop after so many epochs in a row that were no better. Default 5. */
  readonly nIterNoChange?: number;
  /**
   * What a step is multiplied by, for each class: weights by label, 1 where there is none, as a record or a map; or
   * `'balanced'`, examples / (classes · examples of the class). Default null: 1 for all. Where there is one class
   * against all others, the others count 1.
   */
  readonly classWeight?: ClassWeight | null;
  /** Whether `fit` begins with the weights of the last, and not with zeros. Default false. */
  readonly warmStart?: boolean;
}

const defaults: Required<PerceptronOptions> = {
  penalty: null,
  alpha: 0.0001,
  l1Ratio: 0.15,
  fitIntercept: true,
  maxIter: 1000,
  tol: 0.001,
  shuffle: true,
  eta0: 1,
  randomState: 0,
  earlyStopping: false,
  validationFraction: 0.1,
  nIterNoChange: 5,
  classWeight: null,
  warmStart: false,
};

/**
 * Checks options, and fills in those of `base` where they are not given. Class weights are copied.
 * @throws RangeError that names the option, what it takes, and what was found.
 */
export function withDefaults(
  given: PerceptronOptions,
  what = 'make a Perceptron',
  base: Required<PerceptronOptions> = defaults,
): Required<PerceptronOptions> {
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  checkNames(stated, Object.keys(defaults), what);
  const options: Required<PerceptronOptions> = { ...base, ...stated };
  checkOptions(options, what);
  return { ...options, classWeight: copyOf(options.classWeight) };
}

function checkOptions(options: Required<PerceptronOptions>, what: string): void {
  const { penalty, alpha, l1Ratio, maxIter, tol, eta0, randomState, nIterNoChange, validationFraction } = options;
  const check = (holds: boolean, name: keyof PerceptronOptions, takes: string) => {
    if (!holds) throw new RangeError(`Cannot ${what}: ${name} takes ${takes}, found ${String(options[name])}.`);
  };
  check(
    penalty === null || ['l2', 'l1', 'elasticnet'].includes(penalty),
    'penalty',
    "'l2', 'l1', 'elasticnet' or null",
  );
  check(alpha >= 0 && alpha < Infinity, 'alpha', 'a number of 0 or more');
  check(l1Ratio >= 0 && l1Ratio <= 1, 'l1Ratio', 'a number from 0 to 1');
  check(Number.isInteger(maxIter) && maxIter >= 1, 'maxIter', 'a whole number of 1 or more');
  check(tol === null || (tol >= 0 && tol < Infinity), 'tol', 'a number of 0 or more, or null');
  check(eta0 > 0 && eta0 < Infinity, 'eta0', 'a number above 0');
  check(validationFraction > 0 && validationFraction < 1, 'validationFraction', 'a number between 0 and 1');
  check(Number.isInteger(nIterNoChange) && nIterNoChange >= 1, 'nIterNoChange', 'a whole number of 1 or more');
  for (const name of ['fitIntercept', 'shuffle', 'earlyStopping', 'warmStart'] as const) {
    check(typeof options[name] === 'boolean', name, 'true or false');
  }
  check(isClassWeight(options.classWeight), 'classWeight', "finite weights by label, 'balanced' or null");
  if (!(randomState instanceof RandomState)) new RandomState(randomState); // refuses what is no seed
}

function isClassWeight(value: ClassWeight | null): boolean {
  if (value === null || value === 'balanced') return true;
  if (typeof value !== 'object') return false;
  return [...(value instanceof Map ? value.values() : Object.values(value))].every(Number.isFinite);
}

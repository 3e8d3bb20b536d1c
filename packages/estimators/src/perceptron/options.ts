import { RandomState } from '@feedforward/random';

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
  /** An epoch counts as no better where its mean loss is above the best less this. null runs all epochs. Default 0.001. */
  readonly tol?: number | null;
  /** Whether to visit the examples in another random order each epoch. Default true. */
  readonly shuffle?: boolean;
  /** The learning rate. Default 1. */
  readonly eta0?: number;
  /** A seed, used afresh by each call of `fit`; or a random state, drawn from. Default 0. */
  readonly randomState?: number | RandomState;
  /** Stop after so many epochs in a row that were no better. Default 5. */
  readonly nIterNoChange?: number;
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
  nIterNoChange: 5,
};

/** @throws RangeError that names the option, what it takes, and what was found. */
export function withDefaults(given: PerceptronOptions): Required<PerceptronOptions> {
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const options: Required<PerceptronOptions> = { ...defaults, ...stated };
  const { penalty, alpha, l1Ratio, maxIter, tol, eta0, randomState, nIterNoChange } = options;
  const check = (holds: boolean, name: keyof PerceptronOptions, takes: string) => {
    if (!holds) throw new RangeError(`Cannot make a Perceptron: ${name} takes ${takes}, found ${options[name]}.`);
  };
  check(
    penalty === null || ['l2', 'l1', 'elasticnet'].includes(penalty),
    'penalty',
    "'l2', 'l1', 'elasticnet' or null",
  );
  check(alpha >= 0 && alpha < Infinity, 'alpha', 'a number of 0 or more');
  check(l1Ratio >= 0 && l1Ratio <= 1, 'l1Ratio', 'a number from 0 to 1');
  check(Number.isInteger(maxIter) && maxIter >= 1, 'maxIter', 'a whole number of 1 or more');
  check(tol === null || tol >= 0, 'tol', 'a number of 0 or more, or null');
  check(eta0 > 0 && eta0 < Infinity, 'eta0', 'a number above 0');
  check(Number.isInteger(nIterNoChange) && nIterNoChange >= 1, 'nIterNoChange', 'a whole number of 1 or more');
  if (typeof randomState === 'number') new RandomState(randomState); // refuses what is no seed
  return options;
}

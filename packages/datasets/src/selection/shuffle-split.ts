import { type SplitSizes, splitCounts } from './split-sizes.ts';
import { checkSplitCount, randomStateOf, type Seed, type Split, type Splitter } from './splitter.ts';

/** How a {@link ShuffleSplit} cuts. */
export interface ShuffleSplitOptions extends SplitSizes {
  /** How many splits. Default 10. */
  readonly nSplits?: number | undefined;
  /** Where the draws come from: see {@link Seed}. */
  readonly randomState?: Seed | undefined;
}

/** The share of scikit-learn's splitters where no size is given. */
export const defaultTestSize = 0.1;

/**
 * Splits by random permutations: scikit-learn's `ShuffleSplit`, with the draws of its seeds. The test part, by default
 * a tenth, is a permutation's beginning, the training part follows it.
 *
 * @example
 * ```ts
 * import { ShuffleSplit } from '@feedforward/datasets';
 *
 * const [[train, test]] = new ShuffleSplit({ testSize: 0.25, randomState: 42 }).split({ length: 8 });
 * console.log(train.join(' '), '|', test.join(' ')); // 0 7 2 4 3 6 | 1 5
 * ```
 */
export class ShuffleSplit implements Splitter {
  readonly nSplits: number;
  readonly #options: ShuffleSplitOptions;

  /** @throws RangeError if `nSplits` is no whole number of 1 or more. */
  constructor(options: ShuffleSplitOptions = {}) {
    this.nSplits = options.nSplits ?? 10;
    checkSplitCount('ShuffleSplit', this.nSplits, 1);
    this.#options = options;
  }

  /** @throws RangeError if the sizes do not fit the examples, or the seed is none. */
  split(features: { readonly length: number }): Generator<Split, void> {
    const counts = splitCounts(features.length, this.#options, defaultTestSize);
    return this.#splits(features.length, counts.train, counts.test);
  }

  *#splits(count: number, train: number, test: number): Generator<Split, void> {
    const random = randomStateOf(this.#options.randomState);
    for (let i = 0; i < this.nSplits; i++) {
      const order = random.permutation(count);
      yield [order.slice(test, test + train), order.slice(0, test)];
    }
  }
}

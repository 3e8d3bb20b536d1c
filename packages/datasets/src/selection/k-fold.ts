import { checkSplitCount, randomStateOf, type Seed, type Split, type Splitter } from './splitter.ts';

/** How a {@link KFold} cuts. */
export interface KFoldOptions {
  /** How many folds. Default 5. */
  readonly nSplits?: number | undefined;
  /** Whether examples come into folds by chance. Default false. */
  readonly shuffle?: boolean | undefined;
  /** Where the draws come from: see {@link Seed}. Only with `shuffle`. */
  readonly randomState?: Seed | undefined;
}

/**
 * Splits into folds, each the test part once: scikit-learn's `KFold`, with the draws of its seeds. Of n examples, the
 * first n mod `nSplits` folds have one more. Indices are in ascending order.
 *
 * @example
 * ```ts
 * import { KFold } from '@feedforward/datasets';
 *
 * for (const [train, test] of new KFold({ nSplits: 2 }).split({ length: 5 })) {
 *   console.log(train.join(' '), '|', test.join(' ')); // 3 4 | 0 1 2
 * }
 * ```
 */
export class KFold implements Splitter {
  readonly nSplits: number;
  readonly #options: KFoldOptions;

  /** @throws RangeError if `nSplits` is no whole number of 2 or more, or `randomState` comes without `shuffle`. */
  constructor(options: KFoldOptions = {}) {
    this.nSplits = foldCount('KFold', options);
    this.#options = options;
  }

  /** @throws RangeError if there are fewer examples than folds, or the seed is none. */
  split(features: { readonly length: number }): Generator<Split, void> {
    const count = features.length;
    checkFolds(count, this.nSplits);
    return this.#splits(count);
  }

  *#splits(count: number): Generator<Split, void> {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    if (this.#options.shuffle) randomStateOf(this.#options.randomState).shuffle(order);
    const folds = new Int32Array(count);
    const size = Math.floor(count / this.nSplits);
    const longer = count % this.nSplits;
    for (let fold = 0, start = 0; fold < this.nSplits; fold++) {
      const end = start + size + (fold < longer ? 1 : 0);
      for (const example of order.subarray(start, end)) folds[example] = fold;
      start = end;
    }
    yield* splitByFold(folds, this.nSplits);
  }
}

/** Each fold in turn as the test part. */
export function* splitByFold(folds: Int32Array, nSplits: number): Generator<Split, void> {
  const examples = Int32Array.from(folds.keys());
  for (let fold = 0; fold < nSplits; fold++) {
    yield [
      examples.filter((example) => folds[example] !== fold),
      examples.filter((example) => folds[example] === fold),
    ];
  }
}

/** The number of folds, 5 by default. @throws RangeError if the options do not go together. */
export function foldCount(name: string, { nSplits = 5, shuffle = false, randomState }: KFoldOptions): number {
  checkSplitCount(name, nSplits, 2);
  if (randomState !== undefined && !shuffle) {
    throw new RangeError(`Cannot make a ${name}: randomState draws nothing without shuffle: true. Leave it out.`);
  }
  return nSplits;
}

/** @throws RangeError if there are fewer examples than folds. */
export function checkFolds(count: number, nSplits: number): void {
  if (count >= nSplits) return;
  throw new RangeError(`Cannot split ${count} examples into ${nSplits} folds: there must be one for each at least.`);
}

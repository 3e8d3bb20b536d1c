import type { RandomState } from '@feedforward/random';
import type { Label } from '../preprocessing/label-classes.ts';
import { classMembers } from './class-members.ts';
import { defaultTestSize, type ShuffleSplitOptions } from './shuffle-split.ts';
import { splitCounts } from './split-sizes.ts';
import { checkSplitCount, randomStateOf, type Split, type Splitter } from './splitter.ts';

/**
 * Random splits in which each class has its share of both parts: scikit-learn's `StratifiedShuffleSplit`, with the
 * draws of its seeds. The test part is a tenth by default.
 *
 * @example
 * ```ts
 * import { StratifiedShuffleSplit } from '@feedforward/datasets';
 *
 * const labels = ['no', 'no', 'yes', 'no', 'yes', 'no', 'no', 'no', 'yes'];
 * const [[train, test]] = new StratifiedShuffleSplit({ testSize: 3, randomState: 0 }).split(labels, labels);
 * console.log(train.join(' '), '|', test.join(' ')); // 3 1 5 2 7 8 | 4 0 6
 * ```
 */
export class StratifiedShuffleSplit implements Splitter {
  readonly nSplits: number;
  readonly #options: ShuffleSplitOptions;

  /** @throws RangeError if `nSplits` is no whole number of 1 or more. */
  constructor(options: ShuffleSplitOptions = {}) {
    this.nSplits = options.nSplits ?? 10;
    checkSplitCount('StratifiedShuffleSplit', this.nSplits, 1);
    this.#options = options;
  }

  /**
   * @throws RangeError if the sizes do not fit the examples, a class has fewer than two, a part is smaller than the
   * number of classes, or there are not as many labels as examples; TypeError for labels that are not all numbers or
   * all strings.
   */
  split(features: { readonly length: number }, labels: ArrayLike<Label>): Generator<Split, void> {
    const { train, test } = splitCounts(features.length, this.#options, defaultTestSize);
    const { classes, members } = classMembers(features.length, labels);
    const lone = members.findIndex((own) => own.length < 2);
    if (lone >= 0) {
      throw new RangeError(`Cannot split by class: each takes 2 examples or more, class ${classes[lone]} has 1.`);
    }
    for (const [size, part] of [[train, 'training'] as const, [test, 'test'] as const]) {
      if (size < classes.length) {
        throw new RangeError(
          `Cannot split by class: the ${part} part takes an example for each of ${classes.length} classes, it has room for ${size}.`,
        );
      }
    }
    return this.#splits(members, train, test);
  }

  *#splits(members: readonly (readonly number[])[], trainCount: number, testCount: number): Generator<Split, void> {
    const random = randomStateOf(this.#options.randomState);
    const counts = members.map((own) => own.length);
    for (let i = 0; i < this.nSplits; i++) {
      const inTrain = sharesOf(counts, trainCount, random);
      const left = counts.map((count, c) => count - inTrain[c]!);
      const inTest = sharesOf(left, testCount, random);
      const orders = members.map((own) => random.permutation(own));
      const train = orders.flatMap((order, c) => order.slice(0, inTrain[c]!));
      const test = orders.flatMap((order, c) => order.slice(inTrain[c]!, inTrain[c]! + inTest[c]!));
      yield [Int32Array.from(random.permutation(train)), Int32Array.from(random.permutation(test))];
    }
  }
}

/**
 * `draws` examples, shared out by the classes' sizes: whole shares first, then one each to the largest remainders,
 * with equals drawn (scikit-learn's `_approximate_mode`).
 */
function sharesOf(counts: readonly number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * draws);
  const shares = exact.map(Math.floor);
  let missing = draws - shares.reduce((sum, share) => sum + share, 0);
  const remainders = exact.map((share, c) => share - shares[c]!);
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const equals = [...remainders.keys()].filter((c) => remainders[c] === remainder);
    const now = Math.min(equals.length, missing);
    for (const c of random.choice(equals, now, { replace: false })) shares[c]!++;
    missing -= now;
  }
  return shares;
}

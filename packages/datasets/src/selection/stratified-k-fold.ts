import { largestOf } from '../largest-of.ts';
import type { Label } from '../preprocessing/label-classes.ts';
import { classMembers } from './class-members.ts';
import { checkFolds, foldCount, type KFoldOptions, splitByFold } from './k-fold.ts';
import { randomStateOf, type Split, type Splitter } from './splitter.ts';

/**
 * Splits into folds, each the test part once, in which each class has its share: scikit-learn's `StratifiedKFold`,
 * with the draws of its seeds. A class of fewer examples than folds is missing in some. Indices are in ascending order.
 *
 * @example
 * ```ts
 * import { loadIris, StratifiedKFold } from '@feedforward/datasets';
 *
 * const { features, labels } = loadIris();
 * const [[train, test]] = new StratifiedKFold({ nSplits: 10, shuffle: true, randomState: 1 }).split(features, labels);
 * console.log(train.length, test.length); // 135 15
 * ```
 */
export class StratifiedKFold implements Splitter {
  readonly nSplits: number;
  readonly #options: KFoldOptions;

  /** @throws RangeError if `nSplits` is no whole number of 2 or more, or `randomState` comes without `shuffle`. */
  constructor(options: KFoldOptions = {}) {
    this.nSplits = foldCount('StratifiedKFold', options);
    this.#options = options;
  }

  /**
   * @throws RangeError if every class has fewer examples than there are folds, there are not as many labels as
   * examples, or the seed is none; TypeError for labels that are not all of one kind.
   */
  split(features: { readonly length: number }, labels: ArrayLike<Label>): Generator<Split, void> {
    checkFolds(features.length, this.nSplits);
    // By their first examples: the order in which classes draw.
    const members = [...classMembers(features.length, labels).members].sort((a, b) => a[0]! - b[0]!);
    const largest = largestOf(members.map((own) => own.length));
    if (largest < this.nSplits) {
      throw new RangeError(
        `Cannot split into ${this.nSplits} folds by class: one class must have as many examples, the largest has ${largest}.`,
      );
    }
    return this.#splits(members, labels.length);
  }

  *#splits(members: readonly (readonly number[])[], count: number): Generator<Split, void> {
    const { shuffle, randomState } = this.#options;
    const random = shuffle ? randomStateOf(randomState) : undefined;
    const folds = new Int32Array(count);
    let dealt = 0;
    for (const own of members) {
      // Dealing all examples, class after class, to the folds in turn gives each fold its share of a class.
      const ownFolds = own.map((_, i) => (dealt + i) % this.nSplits).sort((a, b) => a - b);
      dealt += own.length;
      random?.shuffle(ownFolds);
      own.forEach((example, i) => {
        folds[example] = ownFolds[i]!;
      });
    }
    yield* splitByFold(folds, this.nSplits);
  }
}

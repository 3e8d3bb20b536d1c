import { StratifiedShuffleSplit } from '@feedforward/datasets';
import type { PerceptronOptions } from './options.ts';
import { weightedShare } from './sample-weights.ts';

/** Rows that are held out, and the score on them. */
export interface Validation {
  /** 1 for a row that is held out, else 0. */
  readonly mask: Uint8Array;
  /** The weighted share of the held-out rows that are right. */
  score(isRight: (row: number) => boolean): number;
}

/**
 * Holds rows out for early stopping, each class its share: the first of scikit-learn's `StratifiedShuffleSplit`.
 * @param groups The class of each row.
 * @param weights Of each row.
 * @throws RangeError if there are too few rows of a class or in all, or none that is held out has a weight above 0.
 */
export function holdOut(
  groups: Int32Array,
  weights: Float64Array,
  { validationFraction, randomState }: Required<PerceptronOptions>,
): Validation {
  const splits = new StratifiedShuffleSplit({ nSplits: 1, testSize: validationFraction, randomState });
  const [split] = splits.split(groups, groups);
  const rows = split![1].toSorted();
  const held = Float64Array.from(rows, (row) => weights[row]!);
  if (!held.some((weight) => weight > 0)) {
    throw new RangeError('Cannot fit: an example held out for early stopping must have a weight above 0, none has.');
  }
  const mask = new Uint8Array(groups.length);
  for (const row of rows) mask[row] = 1;
  const score = (isRight: (row: number) => boolean) => weightedShare((i) => isRight(rows[i]!), held, 'stop early');
  return { mask, score };
}

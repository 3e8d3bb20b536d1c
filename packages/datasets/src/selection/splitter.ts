import { RandomState } from '@feedforward/random';
import type { Label } from '../preprocessing/label-classes.ts';

/** The indices of the examples to train on, and of those to test on. */
export type Split = [train: Int32Array, test: Int32Array];

/** What cuts examples into parts to train and to test on, again and again: `KFold` and its like. */
export interface Splitter {
  /** How many splits it gives. */
  readonly nSplits: number;
  /**
   * The splits of so many examples, drawn as they are asked for.
   * @param features The examples, of which only the number counts.
   * @param labels Their classes, where those matter.
   */
  split(features: { readonly length: number }, labels?: ArrayLike<Label>): Generator<Split, void>;
}

/** A seed, used afresh for every `split`; or a random state, drawn from; or none, for other splits each time. */
export type Seed = number | RandomState;

/** As scikit-learn's `check_random_state`. @throws RangeError for a number that is no seed. */
export function randomStateOf(seed: Seed | undefined): RandomState {
  return seed instanceof RandomState ? seed : new RandomState(seed);
}

/** @throws RangeError unless there are as many labels as examples. */
export function checkLabelCount(examples: number, labels: number): void {
  if (labels === examples) return;
  throw new RangeError(`Cannot split ${examples} examples: each takes a label, found ${labels} labels.`);
}

/** @throws RangeError unless it is a whole number, and not too small. */
export function checkSplitCount(name: string, nSplits: number, least: number): void {
  if (Number.isInteger(nSplits) && nSplits >= least) return;
  throw new RangeError(`Cannot make a ${name}: nSplits is a whole number, ${least} or more; it is ${nSplits}.`);
}

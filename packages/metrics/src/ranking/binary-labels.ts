import type { Label } from '@feedforward/datasets';
import { checkPositiveWeights } from '../check-examples.ts';
import { encoderOf, type LabelList, type SampleWeights } from '../labels/label-pairs.ts';
import type { BinaryExamples } from './binary-counts.ts';

/** Which label is the positive one, and how much each example counts. */
export interface BinaryOptions extends SampleWeights {
  /** Default 1, where the labels are 0 and 1, or −1 and 1. */
  readonly posLabel?: Label | undefined;
}

/**
 * Labels with a positive one, and scores, ready to be counted.
 * @throws RangeError if there are no labels, not as many scores or weights, a score is not finite, no weight is above
 * 0, or it is not said which label is positive; TypeError for labels that are not all of one kind.
 */
export function binaryExamples(
  yTrue: LabelList,
  yScore: ArrayLike<number>,
  { posLabel, sampleWeight }: BinaryOptions,
  cannot: string,
): BinaryExamples {
  const { classes } = encoderOf(yTrue, cannot);
  checkScores(yScore, yTrue.length, cannot);
  checkPositiveWeights(sampleWeight, yTrue.length, cannot);
  if (posLabel === undefined && !isZeroOne(classes)) {
    throw new RangeError(
      `Cannot ${cannot}: labels are 0 and 1, or −1 and 1, or posLabel is given; they are [${classes.join(', ')}].`,
    );
  }
  const positive = Array.from(yTrue, (label) => label === (posLabel ?? 1));
  return { positive, scores: yScore, weights: sampleWeight };
}

/** @throws RangeError unless there are as many scores as labels, all finite. */
export function checkScores(scores: ArrayLike<number>, count: number, cannot: string): void {
  if (scores.length !== count) {
    throw new RangeError(`Cannot ${cannot}: ${count} labels take ${count} scores, there are ${scores.length}.`);
  }
  for (let i = 0; i < count; i++) {
    if (Number.isFinite(scores[i])) continue;
    throw new RangeError(`Cannot ${cannot}: scores must be finite, that of example ${i} is ${scores[i]}.`);
  }
}

function isZeroOne(classes: readonly Label[]): boolean {
  const [first, second] = classes;
  if (classes.length === 1) return first === 0 || first === 1 || first === -1;
  return classes.length === 2 && (first === 0 || first === -1) && second === 1;
}

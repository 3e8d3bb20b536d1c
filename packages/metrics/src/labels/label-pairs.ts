import { type Label, LabelEncoder } from '@feedforward/datasets';
import { checkWeights } from '../check-examples.ts';

/** Labels of any kind, an entry for each example: class indices, other whole numbers, or strings. */
export type LabelList = ArrayLike<Label>;

/** How much each example counts. */
export interface SampleWeights {
  /** Finite, 0 or more. Default: 1 each. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
}

/** What examples are labelled with and what they were predicted to be, as indices of `classes`. */
export interface LabelPairs {
  /** The distinct labels of both, in ascending order. */
  readonly classes: readonly Label[];
  readonly actual: Int32Array;
  readonly predicted: Int32Array;
  readonly weights: ArrayLike<number> | undefined;
}

/** Whether a first argument is labels, where options could be instead. */
export function isList<T>(value: T): value is Extract<T, { readonly length: number }> {
  return typeof value === 'object' && value !== null && 'length' in value;
}

/**
 * @param cannot What could not be done, as the error begins: `score accuracy`.
 * @throws RangeError if there are no labels, not as many of each or of weights, or numbers among them that are not
 * whole; TypeError for labels that are not all of one kind.
 */
export function labelPairs(
  yTrue: LabelList,
  yPred: LabelList,
  sampleWeight: ArrayLike<number> | undefined,
  cannot: string,
): LabelPairs {
  if (yPred.length !== yTrue.length) {
    throw new RangeError(
      `Cannot ${cannot}: ${yTrue.length} labels take ${yTrue.length} predictions, there are ${yPred.length}.`,
    );
  }
  const encoder = encoderOf([...Array.from(yTrue), ...Array.from(yPred)], cannot);
  checkWeights(sampleWeight, yTrue.length, 'labels', cannot);
  return {
    classes: encoder.classes,
    actual: encoder.transform(yTrue),
    predicted: encoder.transform(yPred),
    weights: sampleWeight,
  };
}

/** The classes of labels. @throws As {@link labelPairs}. */
export function encoderOf(labels: LabelList, cannot: string): LabelEncoder {
  if (labels.length === 0) throw new RangeError(`Cannot ${cannot}: it takes one label at least, found none.`);
  const encoder = new LabelEncoder().fit(labels);
  const fraction = encoder.classes.find((label) => typeof label === 'number' && !Number.isInteger(label));
  if (fraction !== undefined) {
    throw new RangeError(`Cannot ${cannot}: labels that are numbers must be whole, one is ${fraction}.`);
  }
  return encoder;
}

/**
 * For each label that was chosen, its place among the classes; −1 where no example has it.
 * @throws RangeError if none is chosen, or one twice.
 */
export function placesOf(chosen: LabelList, classes: readonly Label[], cannot: string): number[] {
  if (chosen.length === 0) throw new RangeError(`Cannot ${cannot}: labels must be one at least, found none.`);
  const places = Array.from(chosen, (label) => classes.indexOf(label));
  const twice = Array.from(chosen).find((label, i, all) => all.indexOf(label) !== i);
  if (twice !== undefined) {
    throw new RangeError(`Cannot ${cannot}: each of the labels must be there once, ${twice} is there twice.`);
  }
  return places;
}

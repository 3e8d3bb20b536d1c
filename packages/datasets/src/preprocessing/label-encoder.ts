import { encodeLabels, type Label, uniqueLabels } from './label-classes.ts';
import { type JsonLabel, labelsFromJson, labelsToJson } from './labels-json.ts';
import { SavedJson } from './saved-json.ts';

/** A {@link LabelEncoder} as JSON. */
export interface LabelEncoderJson {
  readonly name: 'LabelEncoder';
  readonly classes: readonly JsonLabel[];
}

/**
 * Labels, that is numbers, strings, booleans or BigInt, as the indices of their classes: scikit-learn's `LabelEncoder`.
 * Classes are in ascending order, strings by code point.
 *
 * @example
 * ```ts
 * import { LabelEncoder } from '@feedforward/datasets';
 *
 * const encoder = new LabelEncoder().fit(['paris', 'tokyo', 'paris', 'amsterdam']);
 * console.log(encoder.classes); // [ 'amsterdam', 'paris', 'tokyo' ]
 * console.log(encoder.transform(['tokyo', 'paris'])); // Int32Array(2) [ 2, 1 ]
 * console.log(encoder.inverseTransform([0, 2])); // [ 'amsterdam', 'tokyo' ]
 * ```
 */
export class LabelEncoder<L extends Label = Label> {
  #places: ReadonlyMap<L, number> | undefined;

  /** The distinct labels in ascending order. @throws Error before `fit`. */
  get classes(): L[] {
    return [...this.#required('tell the classes').keys()];
  }

  /** Learns the classes. @throws TypeError for labels that are not all of one kind, RangeError for NaN. */
  fit(labels: ArrayLike<L>): this {
    this.#places = placesOf(uniqueLabels(labels, 'encode labels'));
    return this;
  }

  /** The index of each label's class. @throws Error before `fit`, RangeError for a label that is of no class. */
  transform(labels: ArrayLike<L>): Int32Array {
    const places = this.#required('transform');
    return Int32Array.from(labels, (label, i) => {
      const place = places.get(label);
      if (place === undefined) {
        throw new RangeError(`Cannot transform: label ${i} must be one of ${places.size} classes, it is ${label}.`);
      }
      return place;
    });
  }

  /** {@link fit}, then {@link transform}. */
  fitTransform(labels: ArrayLike<L>): Int32Array {
    const { classes, codes } = encodeLabels(labels, 'encode labels');
    this.#places = placesOf(classes);
    return codes;
  }

  /** The label of each class index. @throws Error before `fit`, RangeError for an index of no class. */
  inverseTransform(indices: ArrayLike<number>): L[] {
    const classes = [...this.#required('transform back').keys()];
    return Array.from(indices, (index, i) => {
      const label = classes[index];
      if (label === undefined) {
        throw new RangeError(
          `Cannot transform back: index ${i} must be a whole number from 0 to ${classes.length - 1}, it is ${index}.`,
        );
      }
      return label;
    });
  }

  /** @throws Error before `fit`. */
  toJSON(): LabelEncoderJson {
    return { name: 'LabelEncoder', classes: labelsToJson(this.classes) };
  }

  /** What {@link toJSON} wrote down. @throws TypeError or RangeError if it was not that. */
  static fromJSON(json: unknown): LabelEncoder {
    const saved = new SavedJson(json, 'LabelEncoder');
    const classes = saved.value('classes');
    if (!Array.isArray(classes)) return saved.refuse('classes', 'an array', classes);
    return new LabelEncoder().fit(labelsFromJson(classes));
  }

  #required(what: string): ReadonlyMap<L, number> {
    if (!this.#places) throw new Error(`Cannot ${what}: this LabelEncoder has not been fitted. Call fit first.`);
    return this.#places;
  }
}

function placesOf<L extends Label>(classes: readonly L[]): ReadonlyMap<L, number> {
  return new Map(classes.map((label, place) => [label, place]));
}

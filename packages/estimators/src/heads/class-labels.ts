import { Matrix } from '@feedforward/datasets';
import type { InputLabels } from '../input/input-fn.ts';

/** The classes of a classifier: their names where it has them, else their indices. */
export class ClassLabels {
  readonly nClasses: number;
  readonly vocabulary: readonly string[] | undefined;
  readonly #indices: ReadonlyMap<string, number> | undefined;

  /** @throws RangeError for fewer than two classes, and for a vocabulary with more or fewer names, or one twice. */
  constructor(nClasses: number, vocabulary?: readonly string[]) {
    if (!Number.isInteger(nClasses) || nClasses < 2) {
      throw new RangeError(`Cannot make a classifier: nClasses must be a whole number, 2 or more; it is ${nClasses}.`);
    }
    if (vocabulary && (vocabulary.length !== nClasses || new Set(vocabulary).size !== nClasses)) {
      throw new RangeError(
        `Cannot make a classifier: labelVocabulary must name each of ${nClasses} classes once, it is [${vocabulary.join(', ')}].`,
      );
    }
    this.nClasses = nClasses;
    this.vocabulary = vocabulary && [...vocabulary];
    this.#indices = vocabulary && new Map(vocabulary.map((name, index) => [name, index]));
  }

  /** The name of a class; without a vocabulary, its index. */
  nameOf(index: number): string {
    return this.vocabulary?.[index] ?? String(index);
  }

  /** The classes' indices. @throws RangeError or TypeError that tells the first label that is none of them. */
  indicesOf(labels: InputLabels, cannot: string): Int32Array {
    const numbers = labels instanceof Matrix ? columnOf(labels, cannot) : labels;
    const indices = new Int32Array(numbers.length);
    for (let i = 0; i < indices.length; i++) indices[i] = this.#indexOf(numbers[i], i, cannot);
    return indices;
  }

  #indexOf(label: string | number | undefined, row: number, cannot: string): number {
    if (this.#indices) {
      const index = typeof label === 'string' ? this.#indices.get(label) : undefined;
      if (index !== undefined) return index;
      const known = `its labelVocabulary is [${this.vocabulary?.join(', ')}]`;
      throw new RangeError(`Cannot ${cannot}: ${known}, label ${row} is ${JSON.stringify(label)}.`);
    }
    if (typeof label !== 'number') {
      throw new TypeError(
        `Cannot ${cannot}: labels are classes' indices, label ${row} is ${JSON.stringify(label)}. Give names as labelVocabulary.`,
      );
    }
    if (Number.isInteger(label) && label >= 0 && label < this.nClasses) return label;
    throw new RangeError(
      `Cannot ${cannot}: labels are classes' indices from 0 to ${this.nClasses - 1}, label ${row} is ${label}.`,
    );
  }
}

function columnOf(labels: Matrix, cannot: string): Float32Array {
  if (labels.shape[1] === 1) return labels.toFloat32();
  throw new RangeError(`Cannot ${cannot}: an example has one class, the labels are [${labels.shape.join(', ')}].`);
}

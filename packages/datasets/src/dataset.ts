import type { RandomState } from '@feedforward/random';
import { describeValue } from './describe-value.ts';
import { Matrix, type MatrixLike } from './matrix.ts';

/** One number an example: a class's index, or a value to predict. */
export type Labels = Int32Array | Uint8Array | Float32Array | Float64Array;

/** What a network learns to give: one number an example, or one row (one-hot classes, several values). */
export type Targets = Labels | Matrix;

/** What one training step is fed: as many targets, and weights where there are any, as rows of features. */
export interface Batch {
  readonly features: MatrixLike;
  readonly labels: Targets;
  /** How much each example counts. Default: 1 each. */
  readonly weights?: Float32Array | undefined;
}

/** The parts of a {@link Dataset}. */
export interface DatasetParts<T extends Targets = Labels> {
  readonly features: MatrixLike;
  readonly labels: T;
  readonly weights?: Float32Array | undefined;
  readonly featureNames?: readonly string[] | undefined;
  /** The classes' names, by their index. */
  readonly labelNames?: readonly string[] | undefined;
}

/**
 * Examples: rows of features with their labels. Every method gives a new data set; features are never copied.
 *
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { RandomState } from '@feedforward/random';
 *
 * const [train, test] = loadIris().shuffle(new RandomState(42)).split(0.8);
 * console.log(train.length, test.length); // 120 30
 * ```
 */
export class Dataset<T extends Targets = Labels> implements Batch {
  readonly features: Matrix;
  readonly labels: T;
  readonly weights: Float32Array | undefined;
  readonly featureNames: readonly string[] | undefined;
  readonly labelNames: readonly string[] | undefined;

  /** @throws RangeError if the parts do not go together, TypeError if the labels are no typed array. */
  constructor({ features, labels, weights, featureNames, labelNames }: DatasetParts<T>) {
    this.features = Matrix.from(features);
    this.labels = labels;
    this.weights = weights;
    this.featureNames = featureNames;
    this.labelNames = labelNames;
    const [rows, columns] = this.features.shape;
    if (!(labels instanceof Matrix || ArrayBuffer.isView(labels))) {
      throw new TypeError(
        `Cannot make a data set: labels are a typed array or a Matrix, found ${describeValue(labels)}. Int32Array.from makes one of classes, Float32Array.from of values.`,
      );
    }
    checkCount('labels', labels.length, rows, 'rows of features');
    if (weights) checkCount('weights', weights.length, rows, 'rows of features');
    if (featureNames) checkCount('feature names', featureNames.length, columns, 'columns of features');
  }

  /** The number of examples. */
  get length(): number {
    return this.features.shape[0];
  }

  /** Examples `start` … `end` − 1, counted as `Array.prototype.slice` counts. */
  slice(start?: number, end?: number): Dataset<T> {
    return this.#with(
      this.features.slice(start, end),
      this.labels.slice(start, end) as T,
      this.weights?.slice(start, end),
    );
  }

  /** The examples at these indices, in their order. */
  take(indices: ArrayLike<number>): Dataset<T> {
    const { features, labels, weights } = this;
    const taken = features.take(indices);
    return this.#with(taken, takeTargets(labels, indices), weights && takeTargets(weights, indices));
  }

  /** All examples in random order: one `permutation` is drawn. */
  shuffle(random: RandomState): Dataset<T> {
    return this.take(random.permutation(this.length));
  }

  /**
   * Two data sets: the first examples, and the rest.
   * @param first How many in the first: a share below 1, or a whole number.
   * @throws RangeError if one of the two would be empty.
   */
  split(first: number): [Dataset<T>, Dataset<T>] {
    const count = first < 1 ? Math.round(first * this.length) : first;
    if (!Number.isInteger(count) || count < 1 || count >= this.length) {
      throw new RangeError(
        `Cannot split ${this.length} examples at ${first}: it takes a share between 0 and 1, or a whole number, and leaves neither part empty.`,
      );
    }
    return [this.slice(0, count), this.slice(count)];
  }

  #with(features: Matrix, labels: T, weights: Float32Array | undefined): Dataset<T> {
    return new Dataset({ features, labels, weights, featureNames: this.featureNames, labelNames: this.labelNames });
  }
}

/** The targets at these indices, in their order. @throws RangeError for an index that there is no target at. */
export function takeTargets<T extends Targets>(targets: T, indices: ArrayLike<number>): T {
  if (targets instanceof Matrix) return targets.take(indices) as Targets as T;
  const TypedArray = targets.constructor as new (length: number) => T & Labels;
  const out = new TypedArray(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const target = targets[indices[i]!];
    if (target === undefined) {
      throw new RangeError(`Cannot take target ${indices[i]}: there are ${targets.length}, counted from 0.`);
    }
    out[i] = target;
  }
  return out;
}

function checkCount(what: string, found: number, required: number, of: string): void {
  if (found !== required) {
    throw new RangeError(
      `Cannot make a data set: there must be as many ${what} as ${of}, ${required}; found ${found}.`,
    );
  }
}

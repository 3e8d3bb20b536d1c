import type { Matrix, MatrixLike } from '../matrix.ts';
import { type ColumnMoments, updateMoments } from './column-moments.ts';
import { checkFeatures, mapColumns } from './features.ts';
import { numbersToJson, SavedJson } from './saved-json.ts';

/** How a {@link StandardScaler} scales. */
export interface StandardScalerOptions {
  /** Whether each column's mean is taken off. Default true. */
  readonly withMean?: boolean | undefined;
  /** Whether each column is divided by its standard deviation. Default true. */
  readonly withStd?: boolean | undefined;
}

/** A fitted {@link StandardScaler} as JSON. */
export interface StandardScalerJson {
  readonly name: 'StandardScaler';
  readonly withMean: boolean;
  readonly withStd: boolean;
  readonly mean: readonly (number | null)[];
  readonly var: readonly (number | null)[];
  readonly nSamplesSeen: readonly (number | null)[];
}

/**
 * Gives every column mean 0 and variance 1: scikit-learn's `StandardScaler`. Missing numbers (NaN) are passed over and
 * stay missing; a column whose numbers are all alike, or as good as that, is not divided.
 *
 * @example
 * ```ts
 * import { StandardScaler } from '@feedforward/datasets';
 *
 * const scaler = new StandardScaler().fit([[0, 0], [0, 0], [1, 1], [1, 1]]);
 * console.log(scaler.mean, scaler.scale); // Float64Array(2) [ 0.5, 0.5 ] Float64Array(2) [ 0.5, 0.5 ]
 * console.log(scaler.transform([[2, 2]]).toRows()); // [ [ 3, 3 ] ]
 *
 * const saved = JSON.stringify(scaler); // beside the network that was trained on what it gave
 * console.log(StandardScaler.fromJSON(JSON.parse(saved)).inverseTransform([[3, 3]]).toRows()); // [ [ 2, 2 ] ]
 * ```
 */
export class StandardScaler {
  readonly withMean: boolean;
  readonly withStd: boolean;
  #moments: ColumnMoments | undefined;

  constructor({ withMean = true, withStd = true }: StandardScalerOptions = {}) {
    this.withMean = withMean;
    this.withStd = withStd;
  }

  /** The mean of each column, NaN where all is missing. This and all below: @throws Error before `fit`. */
  get mean(): Float64Array {
    return this.#required('tell the mean').mean.slice();
  }

  /** The variance of each column: of these numbers, divided by how many they are. */
  get var(): Float64Array {
    return this.#required('tell the variance').var.slice();
  }

  /** What each column is divided by: its standard deviation, or 1 where that is as good as 0. */
  get scale(): Float64Array {
    const { mean, var: variance, count } = this.#required('tell the scale');
    return variance.map((value, j) => {
      const rounding = count[j]! * Number.EPSILON * value + (count[j]! * mean[j]! * Number.EPSILON) ** 2;
      return value <= rounding ? 1 : Math.sqrt(value);
    });
  }

  /** How many numbers of each column, by weight, it was fitted on. */
  get nSamplesSeen(): Float64Array {
    return this.#required('tell nSamplesSeen').count.slice();
  }

  /**
   * Learns the columns' means and variances, and forgets others.
   * @param sampleWeight How much each row counts. Default: 1 each.
   * @throws RangeError for features or weights that do not serve.
   */
  fit(features: MatrixLike, sampleWeight?: ArrayLike<number>): this {
    const matrix = checkFeatures(features, 'fit');
    checkWeights(sampleWeight, matrix.length);
    this.#moments = updateMoments(undefined, matrix, sampleWeight);
    return this;
  }

  /** Learns from more rows. @throws RangeError as {@link fit}, or for other columns. */
  partialFit(features: MatrixLike, sampleWeight?: ArrayLike<number>): this {
    const matrix = checkFeatures(features, 'fit', this.#moments?.mean.length);
    checkWeights(sampleWeight, matrix.length);
    this.#moments = updateMoments(this.#moments, matrix, sampleWeight);
    return this;
  }

  /** The features, scaled. @throws Error before `fit`, RangeError for features that do not serve. */
  transform(features: MatrixLike): Matrix<Float64Array> {
    const { mean, scale } = this.#factors('transform');
    return mapColumns(checkFeatures(features, 'transform', mean.length), (value, j) => (value - mean[j]!) / scale[j]!);
  }

  /** {@link fit}, then {@link transform}. */
  fitTransform(features: MatrixLike, sampleWeight?: ArrayLike<number>): Matrix<Float64Array> {
    return this.fit(features, sampleWeight).transform(features);
  }

  /** Scaled features as they were before. @throws As {@link transform}. */
  inverseTransform(features: MatrixLike): Matrix<Float64Array> {
    const { mean, scale } = this.#factors('transform back');
    return mapColumns(
      checkFeatures(features, 'transform back', mean.length),
      (value, j) => value * scale[j]! + mean[j]!,
    );
  }

  /** All of it, to be saved beside a network. @throws Error before `fit`. */
  toJSON(): StandardScalerJson {
    const moments = this.#required('save');
    return {
      name: 'StandardScaler',
      withMean: this.withMean,
      withStd: this.withStd,
      mean: numbersToJson(moments.mean),
      var: numbersToJson(moments.var),
      nSamplesSeen: numbersToJson(moments.count),
    };
  }

  /** What {@link toJSON} wrote down. @throws TypeError if it was not that. */
  static fromJSON(json: unknown): StandardScaler {
    const saved = new SavedJson(json, 'StandardScaler');
    const scaler = new StandardScaler({ withMean: saved.boolean('withMean'), withStd: saved.boolean('withStd') });
    const mean = saved.numbers('mean');
    scaler.#moments = {
      mean,
      var: saved.numbers('var', mean.length),
      count: saved.numbers('nSamplesSeen', mean.length),
    };
    return scaler;
  }

  /** What is taken off and divided by: 0 and 1 where nothing is to be. */
  #factors(what: string): { readonly mean: Float64Array; readonly scale: Float64Array } {
    const { mean } = this.#required(what);
    return {
      mean: this.withMean ? mean : new Float64Array(mean.length),
      scale: this.withStd ? this.scale : new Float64Array(mean.length).fill(1),
    };
  }

  #required(what: string): ColumnMoments {
    if (!this.#moments) throw new Error(`Cannot ${what}: this StandardScaler has not been fitted. Call fit first.`);
    return this.#moments;
  }
}

function checkWeights(weights: ArrayLike<number> | undefined, count: number): void {
  if (!weights) return;
  if (weights.length !== count) {
    throw new RangeError(`Cannot fit: ${count} rows take ${count} weights, there are ${weights.length}.`);
  }
  const wrong = Array.from(weights).findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong >= 0) {
    throw new RangeError(
      `Cannot fit: weights must be finite and 0 or more, that of row ${wrong} is ${weights[wrong]}.`,
    );
  }
}

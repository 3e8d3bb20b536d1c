import type { Matrix, MatrixLike } from '../matrix.ts';
import { checkFeatures, mapColumns } from './features.ts';
import { numbersToJson, SavedJson } from './saved-json.ts';

/** How a {@link MinMaxScaler} scales. */
export interface MinMaxScalerOptions {
  /** What the least and the greatest number of a column become. Default [0, 1]. */
  readonly featureRange?: readonly [least: number, greatest: number] | undefined;
  /** Whether numbers that lie beyond those it was fitted on are brought into the range. Default false. */
  readonly clip?: boolean | undefined;
}

/** A fitted {@link MinMaxScaler} as JSON. */
export interface MinMaxScalerJson {
  readonly name: 'MinMaxScaler';
  readonly featureRange: readonly number[];
  readonly clip: boolean;
  readonly dataMin: readonly (number | null)[];
  readonly dataMax: readonly (number | null)[];
  readonly nSamplesSeen: number;
}

interface Fitted {
  readonly dataMin: Float64Array;
  readonly dataMax: Float64Array;
  readonly nSamplesSeen: number;
}

/**
 * Brings every column into a range by its least and greatest number: scikit-learn's `MinMaxScaler`. Missing numbers
 * (NaN) are passed over and stay missing; a column whose numbers are all alike becomes the range's least.
 *
 * @example
 * ```ts
 * import { MinMaxScaler } from '@feedforward/datasets';
 *
 * const scaler = new MinMaxScaler().fit([[-1, 2], [-0.5, 6], [0, 10], [1, 18]]);
 * console.log(scaler.dataMax); // Float64Array(2) [ 1, 18 ]
 * console.log(scaler.transform([[0, 10], [2, 2]]).toRows()); // [ [ 0.5, 0.5 ], [ 1.5, 0 ] ]
 * console.log(scaler.inverseTransform([[0.5, 0.5]]).toRows()); // [ [ 0, 10 ] ]
 * ```
 */
export class MinMaxScaler {
  readonly featureRange: readonly [least: number, greatest: number];
  readonly clip: boolean;
  #fitted: Fitted | undefined;

  /** @throws RangeError if the range's ends are not finite, the first the smaller. */
  constructor({ featureRange = [0, 1], clip = false }: MinMaxScalerOptions = {}) {
    const [least, greatest] = featureRange;
    if (!(Number.isFinite(least) && Number.isFinite(greatest) && least < greatest)) {
      throw new RangeError(
        `Cannot make a MinMaxScaler: featureRange takes two finite numbers, the first the smaller; found [${featureRange}].`,
      );
    }
    this.featureRange = [least, greatest];
    this.clip = clip;
  }

  /** The least number of each column, NaN where all are missing. This and all below: @throws Error before `fit`. */
  get dataMin(): Float64Array {
    return this.#required('tell dataMin').dataMin.slice();
  }

  /** The greatest number of each column. */
  get dataMax(): Float64Array {
    return this.#required('tell dataMax').dataMax.slice();
  }

  /** How far the two lie apart. */
  get dataRange(): Float64Array {
    const { dataMin, dataMax } = this.#required('tell dataRange');
    return dataMax.map((greatest, j) => greatest - dataMin[j]!);
  }

  /** What each column is multiplied by. */
  get scale(): Float64Array {
    const [least, greatest] = this.featureRange;
    return this.dataRange.map((range) => (greatest - least) / (range < 10 * Number.EPSILON ? 1 : range));
  }

  /** What is added to each column then. */
  get min(): Float64Array {
    const { dataMin } = this.#required('tell min');
    return this.scale.map((scale, j) => this.featureRange[0] - dataMin[j]! * scale);
  }

  /** How many rows it was fitted on. */
  get nSamplesSeen(): number {
    return this.#required('tell nSamplesSeen').nSamplesSeen;
  }

  /** Learns the ranges of the columns, and forgets others. @throws RangeError for features that do not serve. */
  fit(features: MatrixLike): this {
    this.#fitted = extended(undefined, checkFeatures(features, 'fit'));
    return this;
  }

  /** Widens the ranges by more rows. @throws RangeError for features that do not serve, or have other columns. */
  partialFit(features: MatrixLike): this {
    this.#fitted = extended(this.#fitted, checkFeatures(features, 'fit', this.#fitted?.dataMin.length));
    return this;
  }

  /** The features, scaled. @throws Error before `fit`, RangeError as {@link partialFit}. */
  transform(features: MatrixLike): Matrix<Float64Array> {
    const { dataMin } = this.#required('transform');
    const [least, greatest] = this.clip ? this.featureRange : [-Infinity, Infinity];
    const [scale, min] = [this.scale, this.min];
    return mapColumns(checkFeatures(features, 'transform', dataMin.length), (value, j) =>
      Math.min(Math.max(value * scale[j]! + min[j]!, least), greatest),
    );
  }

  /** {@link fit}, then {@link transform}. */
  fitTransform(features: MatrixLike): Matrix<Float64Array> {
    return this.fit(features).transform(features);
  }

  /** Scaled features as they were before. @throws As {@link transform}. */
  inverseTransform(features: MatrixLike): Matrix<Float64Array> {
    const { dataMin } = this.#required('transform back');
    const [scale, min] = [this.scale, this.min];
    return mapColumns(
      checkFeatures(features, 'transform back', dataMin.length),
      (value, j) => (value - min[j]!) / scale[j]!,
    );
  }

  /** All of it, to be saved beside a network. @throws Error before `fit`. */
  toJSON(): MinMaxScalerJson {
    const { dataMin, dataMax, nSamplesSeen } = this.#required('save');
    return {
      name: 'MinMaxScaler',
      featureRange: this.featureRange,
      clip: this.clip,
      dataMin: numbersToJson(dataMin),
      dataMax: numbersToJson(dataMax),
      nSamplesSeen,
    };
  }

  /** What {@link toJSON} wrote down. @throws TypeError or RangeError if it was not that. */
  static fromJSON(json: unknown): MinMaxScaler {
    const saved = new SavedJson(json, 'MinMaxScaler');
    const [least, greatest] = saved.numbers('featureRange', 2);
    const scaler = new MinMaxScaler({ featureRange: [least!, greatest!], clip: saved.boolean('clip') });
    const dataMin = saved.numbers('dataMin');
    const dataMax = saved.numbers('dataMax', dataMin.length);
    scaler.#fitted = { dataMin, dataMax, nSamplesSeen: saved.number('nSamplesSeen') };
    return scaler;
  }

  #required(what: string): Fitted {
    if (!this.#fitted) throw new Error(`Cannot ${what}: this MinMaxScaler has not been fitted. Call fit first.`);
    return this.#fitted;
  }
}

function extended(known: Fitted | undefined, matrix: Matrix): Fitted {
  const missing = () => new Float64Array(matrix.shape[1]).fill(Number.NaN);
  const dataMin = known?.dataMin.slice() ?? missing();
  const dataMax = known?.dataMax.slice() ?? missing();
  for (const row of matrix.rows()) {
    row.forEach((value, j) => {
      if (!(value >= dataMin[j]!) && !Number.isNaN(value)) dataMin[j] = value;
      if (!(value <= dataMax[j]!) && !Number.isNaN(value)) dataMax[j] = value;
    });
  }
  return { dataMin, dataMax, nSamplesSeen: (known?.nSamplesSeen ?? 0) + matrix.length };
}

import { Matrix } from '@feedforward/datasets';
import type { CategoricalColumn, FeatureColumn, Features } from './feature-column.ts';
import type { NumericColumn } from './numeric-column.ts';

/** A numeric column in buckets: it feeds a network as one-hot, or is a category to embed or to cross. */
export interface BucketizedColumn extends FeatureColumn, CategoricalColumn {}

/** What {@link bucketizedColumn} takes beside its source. */
export interface BucketizedColumnOptions {
  /** Where one bucket ends and the next begins, in rising order; a boundary belongs to the bucket above it. */
  readonly boundaries: readonly number[];
}

/**
 * Numbers by the bucket that they fall into: TensorFlow's `bucketized_column`. Boundaries `[0, 10]` make three buckets:
 * below 0, from 0 to below 10, and 10 or more; numbers and boundaries are compared in float32. A source of several
 * numbers has buckets for each of them.
 *
 * @example
 * ```ts
 * import { Matrix } from '@feedforward/datasets';
 * import { bucketizedColumn, numericColumn } from '@feedforward/estimators';
 *
 * const price = bucketizedColumn(numericColumn('price'), { boundaries: [0, 10] });
 * console.log(price.encode({ price: Matrix.from([[-1], [0], [12]]) }).toRows()); // [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
 * ```
 * @throws RangeError if the source has more than one dimension, or the boundaries are none or do not rise.
 */
export function bucketizedColumn(source: NumericColumn, { boundaries }: BucketizedColumnOptions): BucketizedColumn {
  const name = `${source.name}_bucketized`;
  if (source.shape.length !== 1) {
    throw new RangeError(
      `Cannot make bucketized column "${name}": its source has one dimension, its shape is [${source.shape.join(', ')}].`,
    );
  }
  const limits = Float32Array.from(boundaries);
  if (
    boundaries.length === 0 ||
    !boundaries.every((limit, i) => Number.isFinite(limit) && !(limit <= boundaries[i - 1]!))
  ) {
    throw new RangeError(
      `Cannot make bucketized column "${name}": its boundaries must be numbers that rise, they are [${boundaries.join(', ')}].`,
    );
  }
  const buckets = limits.length + 1;
  const size = buckets * source.width;
  const categories = (features: Features): number[][] => {
    const numbers = source.encode(features);
    const values = numbers.toFloat32();
    return Array.from({ length: numbers.length }, (_, row) =>
      Array.from({ length: source.width }, (_, i) => i * buckets + bucketOf(values[row * source.width + i]!, limits)),
    );
  };
  const encode = (features: Features): Matrix => {
    const rows = categories(features);
    const oneHot = new Float32Array(rows.length * size);
    rows.forEach((hot, row) => {
      for (const category of hot) oneHot[row * size + category] = 1;
    });
    return new Matrix(oneHot, [rows.length, size]);
  };
  const config = source.config && { type: 'bucketizedColumn', source: source.config, boundaries: [...boundaries] };
  return { name, width: size, size, categories, encode, config };
}

/** How many of the limits a value has reached. */
function bucketOf(value: number, limits: Float32Array): number {
  let low = 0;
  let high = limits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (limits[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { type Initializer, truncatedNormal } from '@feedforward/layers';
import { checkSize } from './check-size.ts';
import type { CategoricalColumn, FeatureColumn } from './feature-column.ts';
import { multiHot } from './multi-hot.ts';

/** How the rows of several categories are made one: each weighs the reciprocal of their number, of its root, or 1. */
export type Combiner = 'mean' | 'sqrtn' | 'sum';

const combiners: Readonly<Record<Combiner, (count: number) => number>> = {
  mean: (count) => 1 / count,
  sqrtn: (count) => 1 / Math.sqrt(count),
  sum: () => 1,
};

/** What {@link embeddingColumn} takes beside the categories. */
export interface EmbeddingColumnOptions {
  /** How many numbers stand for a category. */
  readonly dimension: number;
  /** Default `'mean'`. */
  readonly combiner?: Combiner | undefined;
  /** Default: truncated normal with standard deviation 1/√dimension. */
  readonly initializer?: Initializer | undefined;
  /**
   * Rows of the table that are longer (in the Euclidean norm) are shortened to this as they are looked up. Default:
   * none.
   */
  readonly maxNorm?: number | undefined;
  /** Whether training changes the table. Default true. */
  readonly trainable?: boolean | undefined;
}

/**
 * Categories as rows of a table that is learnt: TensorFlow's `embedding_column`. Where a value is missing it is all 0.
 *
 * The lookup is a product of the table, `[categories, dimension]`, with a row as long as there are categories for every
 * example, so that its costs grow with their number.
 *
 * @example
 * ```ts
 * import { categoricalColumnWithHashBucket, embeddingColumn, inputLayer } from '@feedforward/estimators';
 *
 * const words = categoricalColumnWithHashBucket('words', { hashBucketSize: 100 });
 * const { width, layers } = inputLayer([embeddingColumn(words, { dimension: 8 })]);
 * console.log(width, layers[0]?.outputShape([width])); // 100 [8]
 * ```
 * @throws RangeError for a dimension that is not a whole number, 1 or more, an unknown combiner, or a `maxNorm` that is
 *   not above 0.
 */
export function embeddingColumn(column: CategoricalColumn, options: EmbeddingColumnOptions): FeatureColumn {
  const { dimension, combiner = 'mean', maxNorm, trainable = true } = options;
  const name = `${column.name}_embedding`;
  checkSize(`embedding column "${name}"`, 'dimension', dimension);
  if (!Object.hasOwn(combiners, combiner)) {
    throw new RangeError(
      `Cannot make embedding column "${name}": combiner must be mean, sqrtn or sum; it is ${String(combiner)}.`,
    );
  }
  if (maxNorm !== undefined && !(maxNorm > 0 && Number.isFinite(maxNorm))) {
    throw new RangeError(`Cannot make embedding column "${name}": maxNorm must be a number above 0; it is ${maxNorm}.`);
  }
  const initializer = options.initializer ?? truncatedNormal({ standardDeviation: 1 / Math.sqrt(dimension) });
  return {
    name,
    width: column.size,
    embedding: { dimension, initializer, maxNorm, trainable },
    encode: (features) => multiHot(column, features, combiners[combiner]),
    config: column.config &&
      initializer.config && {
        type: 'embeddingColumn',
        column: column.config,
        dimension,
        combiner,
        initializer: initializer.config,
        ...(maxNorm !== undefined && { maxNorm }),
        ...(!trainable && { trainable }),
      },
  };
}

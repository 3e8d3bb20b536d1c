import type { CategoryValue } from './category-values.ts';
import { checkSize } from './check-size.ts';
import { type KeyedCategoricalColumn, keyedCategoricalColumn } from './keyed-categorical-column.ts';

/** What {@link categoricalColumnWithIdentity} takes beside the key. */
export interface IdentityOptions {
  /** How many categories there are: the integers from 0 to one less. */
  readonly numBuckets: number;
  /** The category of an integer that is out of range. Default: an error. */
  readonly defaultValue?: number | undefined;
}

/**
 * Integers that are their own categories: TensorFlow's `categorical_column_with_identity`. −1 is no value.
 *
 * @example
 * ```ts
 * import { Matrix } from '@feedforward/datasets';
 * import { categoricalColumnWithIdentity } from '@feedforward/estimators';
 *
 * const videos = categoricalColumnWithIdentity('videos', { numBuckets: 1000, defaultValue: 0 });
 * console.log(videos.categories({ videos: Matrix.from([[12, 7], [5000, -1]]) })); // [[12, 7], [0]]
 * ```
 * @throws RangeError if `numBuckets` is not a whole number, 1 or more, or the default is none of the categories.
 */
export function categoricalColumnWithIdentity(
  key: string,
  { numBuckets, defaultValue }: IdentityOptions,
): KeyedCategoricalColumn {
  checkSize(`categorical column "${key}"`, 'numBuckets', numBuckets);
  const isCategory = (value: CategoryValue): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < numBuckets;
  if (defaultValue !== undefined && !isCategory(defaultValue)) {
    throw new RangeError(
      `Cannot make categorical column "${key}": defaultValue must be one of 0 … ${numBuckets - 1}, it is ${defaultValue}.`,
    );
  }
  return keyedCategoricalColumn({
    key,
    size: numBuckets,
    config: {
      type: 'categoricalColumnWithIdentity',
      key,
      numBuckets,
      ...(defaultValue !== undefined && { defaultValue }),
    },
    categoryOf: (value) => {
      if (typeof value === 'string') {
        throw new TypeError(`Cannot use feature column "${key}": it takes integers, found "${value}".`);
      }
      if (isCategory(value)) return value;
      if (defaultValue !== undefined) return defaultValue;
      throw new RangeError(
        `Cannot use feature column "${key}": its values are 0 … ${numBuckets - 1}, found ${String(value)}.`,
      );
    },
  });
}

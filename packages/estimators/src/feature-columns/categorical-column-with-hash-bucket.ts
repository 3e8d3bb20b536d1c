import { checkSize } from './check-size.ts';
import { fingerprint64 } from './fingerprint64.ts';
import { type KeyedCategoricalColumn, keyedCategoricalColumn } from './keyed-categorical-column.ts';

/** What {@link categoricalColumnWithHashBucket} takes beside the key. */
export interface HashBucketOptions {
  /** How many buckets there are. */
  readonly hashBucketSize: number;
}

/**
 * Strings or integers, each in the bucket of its hash: TensorFlow's `categorical_column_with_hash_bucket`, and in its
 * buckets. The hash is FarmHash's Fingerprint64 of the UTF-8 bytes, an integer's of its decimal digits, modulo the
 * number of buckets. Several values may share a bucket. `''` and −1 are no value.
 *
 * @example
 * ```ts
 * import { categoricalColumnWithHashBucket } from '@feedforward/estimators';
 *
 * const wire = categoricalColumnWithHashBucket('wire', { hashBucketSize: 10 });
 * console.log(wire.categories({ wire: [['omar'], ['stringer', 'marlo']] })); // [[6], [4, 1]]
 * ```
 * @throws RangeError if the number of buckets is not a whole number, 1 or more.
 */
export function categoricalColumnWithHashBucket(
  key: string,
  { hashBucketSize }: HashBucketOptions,
): KeyedCategoricalColumn {
  checkSize(`categorical column "${key}"`, 'hashBucketSize', hashBucketSize);
  return keyedCategoricalColumn({
    key,
    size: hashBucketSize,
    config: { type: 'categoricalColumnWithHashBucket', key, hashBucketSize },
    categoryOf: (value) => Number(fingerprint64(String(value)) % BigInt(hashBucketSize)),
  });
}

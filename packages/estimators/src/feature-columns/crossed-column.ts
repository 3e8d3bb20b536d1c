import { type CategoryValue, categoryValuesOf } from './category-values.ts';
import { checkSize } from './check-size.ts';
import type { CategoricalColumn, FeatureColumnConfig, Features } from './feature-column.ts';
import { fingerprint64, fingerprintCat64 } from './fingerprint64.ts';

/** A column of the input by its name, or a categorical column. */
export type CrossKey = string | CategoricalColumn;

/** What {@link crossedColumn} makes. */
export interface CrossedColumn extends CategoricalColumn {
  /** What is crossed, crosses among them taken apart. */
  readonly leaves: readonly CrossKey[];
}

/** What {@link crossedColumn} takes beside the keys. */
export interface CrossedColumnOptions {
  /** How many buckets there are. */
  readonly hashBucketSize: number;
  /** What the hashes begin with, a whole number. Default TensorFlow's, 0xDECAFCAFFE. */
  readonly hashKey?: number | undefined;
}

const defaultHashKey = 0xdecafcaffe;

/**
 * Combinations of values, each in the bucket of its hash: TensorFlow 1's `crossed_column`, and in its buckets. An
 * example with several values has all their combinations. A column by its name is crossed with its values as they are,
 * `''` and −1 too; an example of which one key has no value has no combination.
 *
 * The hash is `FingerprintCat64` folded over the keys in their order, from `hashKey` on: of a string its FarmHash
 * Fingerprint64, of an integer or a category itself.
 *
 * @example
 * ```ts
 * import { Matrix } from '@feedforward/datasets';
 * import { bucketizedColumn, crossedColumn, numericColumn } from '@feedforward/estimators';
 *
 * const a = bucketizedColumn(numericColumn('a', { shape: [2] }), { boundaries: [0, 1] });
 * const cross = crossedColumn([a, 'c'], { hashBucketSize: 5, hashKey: 5 });
 * const features = { a: Matrix.from([[-1, 0.5], [0.5, 1]]), c: [['cA'], ['cB', 'cC']] };
 * console.log(cross.name, cross.categories(features)); // a_bucketized_X_c [[1, 0], [1, 3, 4, 2]]
 * ```
 * @throws RangeError for fewer than two keys, a column with hash buckets (cross its key), or numbers that are not
 *   whole; TypeError for a column that is not categorical.
 */
export function crossedColumn(
  keys: readonly CrossKey[],
  { hashBucketSize, hashKey = defaultHashKey }: CrossedColumnOptions,
): CrossedColumn {
  if (keys.length < 2) {
    throw new RangeError(`Cannot make a crossed column: it takes two keys or more, found ${keys.length}.`);
  }
  keys.forEach(checkKey);
  const leaves = keys.flatMap((key) => (isCrossed(key) ? key.leaves : [key]));
  const name = leaves.map(nameOf).sort().join('_X_');
  checkSize(`crossed column "${name}"`, 'hashBucketSize', hashBucketSize);
  if (!Number.isSafeInteger(hashKey) || hashKey < 0) {
    throw new RangeError(`Cannot make crossed column "${name}": hashKey must be a whole number; it is ${hashKey}.`);
  }
  const buckets = BigInt(hashBucketSize);
  const categories = (features: Features): number[][] => {
    const columns = leaves.map((leaf) => hashesOf(leaf, features));
    checkRows(leaves, columns);
    return columns[0]!.map((_, row) =>
      columns
        .reduce<bigint[]>(
          (folded, column) => folded.flatMap((hash) => column[row]!.map((next) => fingerprintCat64(hash, next))),
          [BigInt(hashKey)],
        )
        .map((hash) => Number(hash % buckets)),
    );
  };
  return { name, size: hashBucketSize, leaves, categories, config: configOf(keys, hashBucketSize, hashKey) };
}

const isCrossed = (key: CrossKey): key is CrossedColumn => typeof key !== 'string' && 'leaves' in key;

const nameOf = (key: CrossKey): string => (typeof key === 'string' ? key : key.name);

function checkKey(key: CrossKey): void {
  if (typeof key === 'string') return;
  if (typeof key?.categories !== 'function') {
    throw new TypeError(
      `Cannot cross ${key?.name === undefined ? String(key) : `column "${key.name}"`}: a key is a name or a categorical column.`,
    );
  }
  if (key.config?.type === 'categoricalColumnWithHashBucket') {
    throw new RangeError(`Cannot cross column "${key.name}", which is hashed already: give its name as the key.`);
  }
}

function hashesOf(leaf: CrossKey, features: Features): readonly bigint[][] {
  const rows = typeof leaf === 'string' ? categoryValuesOf(leaf, features) : leaf.categories(features);
  return rows.map((values: readonly CategoryValue[]) =>
    values.map((value) => (typeof value === 'string' ? fingerprint64(value) : BigInt.asUintN(64, BigInt(value)))),
  );
}

function checkRows(leaves: readonly CrossKey[], columns: readonly (readonly unknown[])[]): void {
  const uneven = columns.findIndex(({ length }) => length !== columns[0]!.length);
  if (uneven < 0) return;
  throw new RangeError(
    `Cannot cross columns: "${nameOf(leaves[0]!)}" has ${columns[0]!.length} rows, "${nameOf(leaves[uneven]!)}" has ${columns[uneven]!.length}.`,
  );
}

/** Undefined where a key has none. */
function configOf(keys: readonly CrossKey[], hashBucketSize: number, hashKey: number): FeatureColumnConfig | undefined {
  const configs = keys.map((key) => (typeof key === 'string' ? key : key.config));
  if (configs.includes(undefined)) return undefined;
  return { type: 'crossedColumn', keys: configs, hashBucketSize, ...(hashKey !== defaultHashKey && { hashKey }) };
}

import type { CategoryValue } from './category-values.ts';
import { fingerprint64 } from './fingerprint64.ts';
import { type KeyedCategoricalColumn, keyedCategoricalColumn } from './keyed-categorical-column.ts';

/** What {@link categoricalColumnWithVocabularyList} takes beside the key. */
export interface VocabularyListOptions {
  /** The values that are categories, strings or integers, in their order. */
  readonly vocabularyList: readonly string[] | readonly number[];
  /** The category of a value that is not in the list. Default −1: none. */
  readonly defaultValue?: number | undefined;
  /** So many more categories, among which values that are not in the list are spread by their hash. Default 0. */
  readonly numOovBuckets?: number | undefined;
}

/**
 * Strings or integers of a list, each a category: TensorFlow's `categorical_column_with_vocabulary_list`. Buckets for
 * values out of the vocabulary (OOV) follow the list, and are chosen by FarmHash's Fingerprint64, as in TensorFlow.
 * `''` and −1 are no value.
 *
 * @example
 * ```ts
 * import { categoricalColumnWithVocabularyList } from '@feedforward/estimators';
 *
 * const color = categoricalColumnWithVocabularyList('color', { vocabularyList: ['R', 'G', 'B'], numOovBuckets: 2 });
 * console.log(color.size, color.categories({ color: ['G', 'B', ''] })); // 5 [[1], [2], []]
 * ```
 * @throws RangeError if the list is empty, or has a value twice, or one that is not an integer; for a default that is
 *   no category; for OOV buckets that are not a whole number, or that are there beside a default. TypeError if the list
 *   mixes strings and numbers.
 */
export function categoricalColumnWithVocabularyList(
  key: string,
  { vocabularyList, defaultValue = -1, numOovBuckets = 0 }: VocabularyListOptions,
): KeyedCategoricalColumn {
  const vocabulary = vocabularyOf(key, vocabularyList);
  const listed = vocabulary.size;
  checkOutOfVocabulary(key, listed, defaultValue, numOovBuckets);
  const type = typeof vocabularyList[0];
  return keyedCategoricalColumn({
    key,
    size: listed + numOovBuckets,
    config: {
      type: 'categoricalColumnWithVocabularyList',
      key,
      vocabularyList: [...vocabularyList],
      ...(defaultValue !== -1 && { defaultValue }),
      ...(numOovBuckets !== 0 && { numOovBuckets }),
    },
    categoryOf: (value) => {
      if (typeof value !== type) {
        throw new TypeError(
          `Cannot use feature column "${key}": its vocabulary has ${type}s, found ${typeof value} ${value}.`,
        );
      }
      const category = vocabulary.get(value);
      if (category !== undefined) return category;
      if (numOovBuckets === 0) return defaultValue;
      return listed + Number(fingerprint64(String(value)) % BigInt(numOovBuckets));
    },
  });
}

function vocabularyOf(key: string, list: readonly CategoryValue[]): ReadonlyMap<CategoryValue, number> {
  const refuse = (why: string): RangeError => new RangeError(`Cannot make categorical column "${key}": ${why}.`);
  if (list.length === 0) throw refuse('its vocabulary is empty');
  const vocabulary = new Map<CategoryValue, number>();
  for (const value of list) {
    if (typeof value !== typeof list[0] || !(typeof value === 'string' || typeof value === 'number')) {
      throw new TypeError(
        `Cannot make categorical column "${key}": its vocabulary must be all strings or all integers.`,
      );
    }
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      throw refuse(`its numbers are integers, not ${value}`);
    if (vocabulary.has(value)) throw refuse(`its vocabulary has ${JSON.stringify(value)} twice`);
    vocabulary.set(value, vocabulary.size);
  }
  return vocabulary;
}

function checkOutOfVocabulary(key: string, listed: number, defaultValue: number, numOovBuckets: number): void {
  if (!Number.isSafeInteger(numOovBuckets) || numOovBuckets < 0) {
    throw new RangeError(
      `Cannot make categorical column "${key}": numOovBuckets must be a whole number; it is ${numOovBuckets}.`,
    );
  }
  if (numOovBuckets > 0 && defaultValue !== -1) {
    throw new RangeError(`Cannot make categorical column "${key}": it takes defaultValue or numOovBuckets, not both.`);
  }
  if (!Number.isInteger(defaultValue) || defaultValue < -1 || defaultValue >= listed) {
    throw new RangeError(
      `Cannot make categorical column "${key}": defaultValue must be −1 or one of 0 … ${listed - 1}, it is ${defaultValue}.`,
    );
  }
}

import { Matrix } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { bucketizedColumn } from './bucketized-column.ts';
import { categoricalColumnWithHashBucket } from './categorical-column-with-hash-bucket.ts';
import { categoricalColumnWithIdentity } from './categorical-column-with-identity.ts';
import { categoricalColumnWithVocabularyList } from './categorical-column-with-vocabulary-list.ts';
import { crossedColumn } from './crossed-column.ts';
import { numericColumn } from './numeric-column.ts';

const integers = (...rows: number[][]): Matrix => Matrix.from(rows);

// Numbers said to be TensorFlow's are those of tensorflow/python/feature_column/feature_column_test.py.

describe('categoricalColumnWithHashBucket', () => {
  it("puts strings into TensorFlow's buckets", () => {
    const wire = categoricalColumnWithHashBucket('wire', { hashBucketSize: 10 });
    expect(wire.categories({ wire: [['omar'], ['stringer', 'marlo']] })).toEqual([[6], [4, 1]]);
    const cast = categoricalColumnWithHashBucket('wire', { hashBucketSize: 4 });
    expect(cast.categories({ wire: ['marlo', 'skywalker', 'omar', 'stringer'] })).toEqual([[3], [2], [2], [0]]);
  });

  it("puts integers into TensorFlow's buckets, by their digits", () => {
    const wire = categoricalColumnWithHashBucket('wire', { hashBucketSize: 10 });
    expect(wire.categories({ wire: integers([101], [201], [301]) })).toEqual([[3], [7], [5]]);
    expect(wire.categories({ wire: ['101', '201', '301'] })).toEqual([[3], [7], [5]]);
  });

  it('leaves out what is no value', () => {
    const wire = categoricalColumnWithHashBucket('wire', { hashBucketSize: 10 });
    expect(wire.categories({ wire: [['omar', ''], [], ['']] })).toEqual([[6], [], []]);
    expect(wire.categories({ wire: integers([101, -1], [-1, Number.NaN]) })).toEqual([[3], []]);
  });

  it.each([0, 1.5, -3])('refuses %d buckets', (hashBucketSize) => {
    expect(() => categoricalColumnWithHashBucket('wire', { hashBucketSize })).toThrow(
      /"wire": hashBucketSize must be a whole number, 1 or more; it is/,
    );
  });
});

describe('categoricalColumnWithVocabularyList', () => {
  const warriors = { vocabularyList: ['omar', 'stringer', 'marlo'] };

  it('gives the place in the list, and −1 for what is not in it', () => {
    const column = categoricalColumnWithVocabularyList('aaa', warriors);
    expect(column.size).toBe(3);
    expect(
      column.categories({
        aaa: [
          ['marlo', ''],
          ['skywalker', 'omar'],
        ],
      }),
    ).toEqual([[2], [-1, 0]]);
  });

  it('gives a default instead', () => {
    const column = categoricalColumnWithVocabularyList('aaa', { ...warriors, defaultValue: 2 });
    expect(column.categories({ aaa: [['marlo'], ['skywalker', 'omar']] })).toEqual([[2], [2, 0]]);
  });

  it("spreads what is not in it over TensorFlow's buckets", () => {
    // test_get_sparse_tensors_with_oov_buckets: marlo 2, skywalker 33, omar 0, heisenberg 62, of 3 + 100.
    const column = categoricalColumnWithVocabularyList('aaa', { ...warriors, numOovBuckets: 100 });
    expect(column.size).toBe(103);
    expect(column.categories({ aaa: [['marlo'], ['skywalker', 'omar'], ['heisenberg']] })).toEqual([
      [2],
      [33, 0],
      [62],
    ]);
  });

  it('takes a list of integers', () => {
    const column = categoricalColumnWithVocabularyList('aaa', { vocabularyList: [21, 30, 11] });
    expect(column.categories({ aaa: integers([11, -1], [100, 30]) })).toEqual([[2], [-1, 1]]);
    // test_get_sparse_tensors_int32_with_oov_buckets, with TensorFlow's warriors_vocabulary.txt.
    const warrior = categoricalColumnWithVocabularyList('aaa', {
      vocabularyList: [30, 35, 11, 23, 22],
      numOovBuckets: 100,
    });
    expect(warrior.categories({ aaa: integers([11], [100], [30], [22]) })).toEqual([[2], [60], [0], [4]]);
  });

  it.each([
    ['an empty list', { vocabularyList: [] }, /its vocabulary is empty/],
    ['a value twice', { vocabularyList: ['a', 'b', 'a'] }, /its vocabulary has "a" twice/],
    ['half numbers', { vocabularyList: [0.5] }, /its numbers are integers, not 0.5/],
    ['a mixture', { vocabularyList: ['1', 2] as string[] }, /all strings or all integers/],
    ['a default that is no category', { ...warriors, defaultValue: 3 }, /−1 or one of 0 … 2, it is 3/],
    ['two rules for the rest', { ...warriors, defaultValue: 1, numOovBuckets: 2 }, /defaultValue or numOovBuckets/],
    ['−1 buckets', { ...warriors, numOovBuckets: -1 }, /numOovBuckets must be a whole number; it is -1/],
  ])('refuses %s', (_, options, message) => {
    expect(() => categoricalColumnWithVocabularyList('aaa', options)).toThrow(message);
  });

  it('refuses values of another kind than its own', () => {
    const column = categoricalColumnWithVocabularyList('aaa', warriors);
    expect(() => column.categories({ aaa: integers([1]) })).toThrow(
      /"aaa": its vocabulary has strings, found number 1/,
    );
    expect(() => column.categories({ bbb: ['omar'] })).toThrow(/Cannot find feature column "aaa" .* which has bbb/);
  });
});

describe('categoricalColumnWithIdentity', () => {
  it('gives integers as they are, but −1', () => {
    const column = categoricalColumnWithIdentity('aaa', { numBuckets: 3 });
    expect(column.categories({ aaa: integers([0, -1], [1, 0]) })).toEqual([[0], [1, 0]]);
  });

  it('refuses integers that are out of range, or gives the default', () => {
    const column = categoricalColumnWithIdentity('aaa', { numBuckets: 3 });
    expect(() => column.categories({ aaa: integers([3]) })).toThrow(/"aaa": its values are 0 … 2, found 3/);
    expect(() => column.categories({ aaa: integers([-2]) })).toThrow(/found -2/);
    const withDefault = categoricalColumnWithIdentity('aaa', { numBuckets: 4, defaultValue: 3 });
    expect(withDefault.categories({ aaa: integers([1, -2], [99, 0]) })).toEqual([
      [1, 3],
      [3, 0],
    ]);
  });

  it('refuses other values', () => {
    const column = categoricalColumnWithIdentity('aaa', { numBuckets: 3 });
    expect(() => column.categories({ aaa: integers([0.5]) })).toThrow(/categories are integers, row 0 has 0.5/);
    expect(() => column.categories({ aaa: ['one'] })).toThrow(/it takes integers, found "one"/);
    expect(() => column.categories({ aaa: [1] as never })).toThrow(/row 0 must be a string or an array of strings/);
    expect(() => categoricalColumnWithIdentity('aaa', { numBuckets: 3, defaultValue: 3 })).toThrow(/one of 0 … 2/);
    expect(() => categoricalColumnWithIdentity('aaa', { numBuckets: 0 })).toThrow(/numBuckets/);
  });
});

describe('bucketizedColumn', () => {
  const price = {
    price: Matrix.from([
      [-1, 1],
      [5, 6],
    ]),
  };

  it('counts the buckets of several numbers through', () => {
    const column = bucketizedColumn(numericColumn('price', { shape: [2] }), { boundaries: [0, 2, 4, 6] });
    expect(column.categories(price)).toEqual([
      [0, 6],
      [3, 9],
    ]);
    expect([column.name, column.size, column.width]).toEqual(['price_bucketized', 10, 10]);
  });

  it('gives them as one-hot', () => {
    const column = bucketizedColumn(numericColumn('price', { shape: [2] }), { boundaries: [0, 2, 4, 6] });
    expect(column.encode(price).toRows()).toEqual([
      [1, 0, 0, 0, 0, 0, 1, 0, 0, 0],
      [0, 0, 0, 1, 0, 0, 0, 0, 0, 1],
    ]);
  });

  it('compares in float32, after the normalizer', () => {
    const column = bucketizedColumn(numericColumn('x', { normalizerFn: (x) => x / 10 }), { boundaries: [0.1] });
    expect(column.categories({ x: Matrix.from([[1], [0.999]]) })).toEqual([[1], [0]]);
  });

  it.each([
    ['no boundaries', [], [1]],
    ['boundaries that fall', [1, 0], [1]],
    ['a boundary twice', [1, 1], [1]],
    ['a boundary that is no number', [Number.NaN], [1]],
    ['two dimensions', [0], [2, 2]],
  ])('refuses %s', (_, boundaries, shape) => {
    expect(() => bucketizedColumn(numericColumn('x', { shape }), { boundaries })).toThrow(/"x_bucketized"/);
  });
});

describe('crossedColumn', () => {
  const b = bucketizedColumn(numericColumn('a', { shape: [2] }), { boundaries: [0, 1] });
  const features = {
    a: Matrix.from([
      [-1, 0.5],
      [0.5, 1],
    ]),
    c: [['cA'], ['cB', 'cC']],
    d1: [['d1A'], ['d1B', 'd1C']],
    d2: [['d2A'], ['d2B', 'd2C']],
  };

  it("puts combinations into TensorFlow's buckets, in its order", () => {
    const crossed = crossedColumn([b, 'c'], { hashBucketSize: 5, hashKey: 5 });
    expect(crossed.categories(features)).toEqual([
      [1, 0],
      [1, 3, 4, 2],
    ]);
  });

  it('takes crosses among its keys apart', () => {
    const inner = crossedColumn(['d1', 'd2'], { hashBucketSize: 10 });
    const outer = crossedColumn([b, 'c', inner], { hashBucketSize: 15, hashKey: 5 });
    expect(outer.categories(features)).toEqual([
      [6, 14],
      [0, 13, 8, 8, 10, 12, 2, 0, 1, 9, 8, 12, 2, 0, 10, 11],
    ]);
    expect(outer.name).toBe('a_bucketized_X_c_X_d1_X_d2');
    expect(crossedColumn([inner, 'c', b], { hashBucketSize: 10 }).name).toBe(outer.name);
  });

  it("begins with TensorFlow's key", () => {
    const keys = ['1', '2', '3'];
    const fc = Object.fromEntries(keys.map((key) => [key, [`batch1-FC${key}-F1`]]));
    expect(crossedColumn(keys, { hashBucketSize: 100 }).categories(fc)).toEqual([[83]]);
    expect(crossedColumn(keys, { hashBucketSize: 100, hashKey: 0xdecafcaffe + 1 }).categories(fc)).toEqual([[31]]);
  });

  it('has no combination where a key has no value', () => {
    const crossed = crossedColumn(['c', 'd1'], { hashBucketSize: 5 });
    expect(crossed.categories({ c: [['cA'], []], d1: ['x', 'y'] })[1]).toEqual([]);
  });

  it.each([
    ['one key', ['a'], {}, /two keys or more, found 1/],
    ['no buckets', ['a', 'b'], { hashBucketSize: 0 }, /"a_X_b": hashBucketSize/],
    ['half a hash key', ['a', 'b'], { hashKey: 0.5 }, /hashKey must be a whole number; it is 0.5/],
    ['a numeric column', ['a', numericColumn('n') as never], {}, /Cannot cross column "n": a key is a name or/],
    [
      'a hashed column',
      ['a', categoricalColumnWithHashBucket('h', { hashBucketSize: 3 })],
      {},
      /Cannot cross column "h", which is hashed already/,
    ],
  ])('refuses %s', (_, keys, options, message) => {
    expect(() => crossedColumn(keys, { hashBucketSize: 10, ...options })).toThrow(message);
  });

  it('refuses keys with different numbers of rows', () => {
    const crossed = crossedColumn(['c', 'd'], { hashBucketSize: 10 });
    expect(() => crossed.categories({ c: ['x'], d: ['x', 'y'] })).toThrow(/"c" has 1 rows, "d" has 2/);
  });
});

import { checkLayer } from '@feedforward/contracts';
import { Matrix } from '@feedforward/datasets';
import { constant, type Initializer, sequential } from '@feedforward/layers';
import { meanSquaredError } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { gradientDescent, Trainer } from '@feedforward/training';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketizedColumn } from './bucketized-column.ts';
import { categoricalColumnWithHashBucket } from './categorical-column-with-hash-bucket.ts';
import { categoricalColumnWithIdentity } from './categorical-column-with-identity.ts';
import { categoricalColumnWithVocabularyList } from './categorical-column-with-vocabulary-list.ts';
import { crossedColumn } from './crossed-column.ts';
import { type EmbeddingColumnOptions, embeddingColumn } from './embedding-column.ts';
import type { FeatureColumn, Features } from './feature-column.ts';
import { featureColumnFromConfig } from './feature-column-from-config.ts';
import { indicatorColumn } from './indicator-column.ts';
import { inputLayer } from './input-layer.ts';
import { numericColumn } from './numeric-column.ts';

const aaa = categoricalColumnWithIdentity('aaa', { numBuckets: 3 });

/** The rows of TensorFlow's test_get_dense_tensor: ids (2), (0, 1), none and (1). */
const sparse: Features = {
  aaa: Matrix.from([
    [2, -1],
    [0, 1],
    [-1, -1],
    [1, -1],
  ]),
};

const table: Initializer = () => Float32Array.of(1, 2, 3, 5, 7, 11);

const embedded = (options: Partial<EmbeddingColumnOptions> = {}): FeatureColumn =>
  embeddingColumn(aaa, { dimension: 2, initializer: table, ...options });

/** What a network's first dense layer is given, with the parameters at their first values. */
async function dense(columns: readonly FeatureColumn[], features: Features): Promise<number[][]> {
  const { width, layers, encode } = inputLayer(columns);
  const encoded = encode(features);
  if (layers.length === 0) return encoded.toRows();
  const trainer = new Trainer(sequential(layers, { inputShape: [width] }), {
    loss: meanSquaredError(),
    optimizer: gradientDescent({ learningRate: 0.1 }),
    seed: 0,
  });
  return (await trainer.predict(encoded)).toRows();
}

describe('an embedding', async () => {
  it('is the mean of its rows, and 0 where there are none, as TensorFlow has it', async () => {
    // test_get_dense_tensor of EmbeddingColumnTest.
    expect(await dense([embedded()], sparse)).toEqual([
      [7, 11],
      [2, 3.5],
      [0, 0],
      [3, 5],
    ]);
  });

  it.each([
    ['sum', [4, 7]],
    ['sqrtn', [4 / Math.SQRT2, 7 / Math.SQRT2]],
  ] as const)('may be their %s', async (combiner, [a, b]) => {
    const second = (await dense([embedded({ combiner })], sparse))[1]!;
    expect(second[0]).toBeCloseTo(a, 6);
    expect(second[1]).toBeCloseTo(b, 6);
  });

  it('counts a value that is there twice twice, and one out of the vocabulary not at all', async () => {
    const words = categoricalColumnWithVocabularyList('words', { vocabularyList: ['a', 'b', 'c'] });
    const column = embeddingColumn(words, { dimension: 2, initializer: table });
    expect(await dense([column], { words: [['c', 'c', 'a', 'x'], ['x']] })).toEqual([
      [5, 8],
      [0, 0],
    ]);
  });

  it('shortens the rows that are longer than maxNorm, before they are combined', async () => {
    const [first, , third, last] = await dense([embedded({ maxNorm: 5 })], sparse);
    expect(Math.hypot(...first!)).toBeCloseTo(5, 5);
    expect(first![0]! / first![1]!).toBeCloseTo(7 / 11, 6);
    expect(third).toEqual([0, 0]);
    expect(Math.hypot(...last!)).toBeCloseTo(5, 5);
    expect((await dense([embedded({ maxNorm: 20 })], sparse))[3]).toEqual([3, 5]);
  });

  it('begins truncated normal, with standard deviation 1/√dimension', () => {
    const { embedding } = embeddingColumn(aaa, { dimension: 16 });
    const values = embedding!.initializer([100, 16], new RandomState(1));
    expect(values.every((value) => Math.abs(value) < 2 / 4)).toBe(true);
    expect(embedding!.initializer.config).toEqual({ type: 'truncatedNormal', mean: 0, standardDeviation: 0.25 });
  });

  it('keeps its table under a name near TensorFlow’s, and may leave it as it is', () => {
    const { width, layers } = inputLayer([
      embedded(),
      embeddingColumn(crossedColumn(['a/b', 'c'], { hashBucketSize: 4 }), { dimension: 1, trainable: false }),
    ]);
    expect(sequential(layers, { inputShape: [width] }).parameters).toMatchObject([
      { name: 'input_layer/a_b_X_c_embedding.embedding_weights', shape: [4, 1], trainable: false },
      { name: 'input_layer/aaa_embedding.embedding_weights', shape: [3, 2], trainable: true },
    ]);
  });

  it('takes what its columns give, and nothing else', () => {
    expect(() => sequential(inputLayer([embedded()]).layers, { inputShape: [4] })).toThrow(
      /Cannot connect layer "input_layer".*\[batch, 3\], the layer is fed \[batch, 4\]/,
    );
  });

  it.each([
    ['no dimension', { dimension: 0 }, /"aaa_embedding": dimension must be/],
    ['an unknown combiner', { combiner: 'max' as 'mean' }, /mean, sqrtn or sum; it is max/],
    ['a norm of 0', { maxNorm: 0 }, /maxNorm must be a number above 0; it is 0/],
  ])('refuses %s', (_, options, message) => {
    expect(() => embedded(options)).toThrow(message);
  });
});

describe('an indicator', () => {
  it('counts, and passes over what is missing or unknown', async () => {
    const words = categoricalColumnWithVocabularyList('words', { vocabularyList: ['a', 'b'] });
    expect(await dense([indicatorColumn(words)], { words: [['a', 'a', 'b'], ['x', ''], []] })).toEqual([
      [2, 1],
      [0, 0],
      [0, 0],
    ]);
  });

  it('refuses a category that its column does not have', () => {
    const own = { name: 'own', size: 2, categories: () => [[0], [2]] };
    expect(() => indicatorColumn(own).encode({})).toThrow(/"own": its categories are 0 … 1, row 1 has 2/);
  });
});

describe('inputLayer', () => {
  const price = numericColumn('price', { shape: [2] });
  const columns = [
    price,
    embedded(),
    bucketizedColumn(numericColumn('age'), { boundaries: [30] }),
    indicatorColumn(categoricalColumnWithVocabularyList('kind', { vocabularyList: ['x', 'y'] })),
  ];
  const features = {
    ...sparse,
    price: Matrix.from([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ]),
    age: Matrix.from([[20], [30], [40], [10]]),
    kind: ['x', 'y', '', 'z'],
  };

  it('lays columns side by side in the order of their names', async () => {
    // aaa_embedding, age_bucketized, kind_indicator, price
    expect(await dense(columns, features)).toEqual([
      [7, 11, 1, 0, 1, 0, 1, 2],
      [2, 3.5, 0, 1, 0, 1, 3, 4],
      [0, 0, 0, 1, 0, 0, 5, 6],
      [3, 5, 1, 0, 0, 0, 7, 8],
    ]);
    expect(await dense(columns.toReversed(), features)).toEqual(await dense(columns, features));
    expect(inputLayer(columns).width).toBe(3 + 2 + 2 + 2);
  });

  it('needs no layer without an embedding, and gives a single numeric column as it is', () => {
    const bytes = new Matrix(Uint8Array.of(0, 255, 3, 4), [2, 2], { scale: 1 / 255 });
    const { layers, encode } = inputLayer([price]);
    expect(layers).toEqual([]);
    expect(encode({ price: bytes, other: ['a', 'b'] })).toBe(bytes);
    expect(inputLayer(columns.slice(2)).layers).toEqual([]);
  });

  it.each([
    ['no columns', [], /no feature columns/],
    ['two columns of one name', [price, numericColumn('price')], /two feature columns "price"/],
    ['a categorical column', [aaa as never], /Cannot feed column "aaa" .* Wrap a categorical one in indicatorColumn/],
  ])('refuses %s', (_, list, message) => {
    expect(() => inputLayer(list)).toThrow(message);
  });

  it.each([
    ['a column that is not there', { age: undefined }, /Cannot find feature column "age" in the input, which has/],
    [
      'a width that is not its own',
      { price: Matrix.from([[1]]) },
      /"price": it takes \[batch, 2\], the input has \[1, 1\]/,
    ],
    ['strings for numbers', { age: ['1', 'NA'] }, /"age": it takes a Matrix of numbers, .* an array with "NA"/],
    ['an array for a matrix', { age: [1, 2] }, /"age": it takes a Matrix of numbers, .* an array with 1\./],
    [
      'NaN',
      { age: Matrix.from([[1], [Number.NaN], [1], [1]]) },
      /"age": its numbers must be finite in float32, row 1 has NaN/,
    ],
    ['what is infinite in float32', { age: Matrix.from([[1e39]]) }, /"age": .* row 0 has Infinity/],
    ['uneven rows', { age: Matrix.from([[1]]) }, /"aaa_embedding" has 4 rows, "age_bucketized" has 1/],
    ['an id that is out of range', { aaa: Matrix.from([[3]]) }, /"aaa": its values are 0 … 2, found 3/],
  ])('refuses %s', (_, change, message) => {
    expect(() => inputLayer(columns).encode({ ...features, ...change } as Features)).toThrow(message);
  });
});

describe('a numeric column', () => {
  it('gives each missing value its default, then normalizes', () => {
    const column = numericColumn('x', { shape: [2], defaultValue: [10, 20], normalizerFn: (x, i) => x / (i + 1) });
    expect(
      column
        .encode({
          x: Matrix.from([
            [Number.NaN, 4],
            [2, Number.NaN],
          ]),
        })
        .toRows(),
    ).toEqual([
      [10, 2],
      [2, 10],
    ]);
  });

  it('normalizes bytes by the values that they stand for', () => {
    const bytes = new Matrix(Uint8Array.of(0, 255), [2, 1], { scale: 1 / 255 });
    expect(
      numericColumn('x', { normalizerFn: (x) => 1 - x })
        .encode({ x: bytes })
        .toRows(),
    ).toEqual([[1], [0]]);
  });

  it.each([
    ['a width of 0', { shape: [0] }],
    ['too few defaults', { shape: [2], defaultValue: [1] }],
    ['a default that is not finite', { defaultValue: Number.NaN }],
  ])('refuses %s', (_, options) => {
    expect(() => numericColumn('x', options)).toThrow(/Cannot make numeric column "x"/);
  });

  it('refuses a normalizer’s NaN', () => {
    const column = numericColumn('x', { normalizerFn: (x) => 0 / x });
    expect(() => column.encode({ x: Matrix.from([[1], [0]]) })).toThrow(/"x": its numbers must be finite/);
  });
});

describe('a config', () => {
  const age = numericColumn('age', { defaultValue: 30 });
  const bucketized = bucketizedColumn(age, { boundaries: [18, 65] });
  const hashed = categoricalColumnWithHashBucket('h', { hashBucketSize: 7 });
  const listed = categoricalColumnWithVocabularyList('w', { vocabularyList: ['a', 'b'], numOovBuckets: 3 });
  const numbered = categoricalColumnWithVocabularyList('n', { vocabularyList: [4, 2], defaultValue: 1 });
  const crossed = crossedColumn([bucketized, 'w', crossedColumn(['h', 'n'], { hashBucketSize: 3 })], {
    hashBucketSize: 50,
    hashKey: 2,
  });
  const features: Features = {
    age: Matrix.from([[10], [Number.NaN]]),
    aaa: Matrix.from([[1], [-1]]),
    h: ['x', 'y'],
    w: [['a', 'z'], ['']],
    n: Matrix.from([[2], [9]]),
  };

  it.each<readonly [string, FeatureColumn]>([
    ['numeric', numericColumn('age', { defaultValue: [4] })],
    ['bucketized', bucketized],
    [
      'indicator of an identity',
      indicatorColumn(categoricalColumnWithIdentity('aaa', { numBuckets: 3, defaultValue: 0 })),
    ],
    ['indicator of a vocabulary', indicatorColumn(numbered)],
    ['embedding of hash buckets', embeddingColumn(hashed, { dimension: 2, combiner: 'sum', trainable: false })],
    ['embedding of a vocabulary', embeddingColumn(listed, { dimension: 3, maxNorm: 2, initializer: constant(1) })],
    ['embedding of buckets', embeddingColumn(bucketized, { dimension: 1 })],
    ['indicator of a cross', indicatorColumn(crossed)],
  ])('makes the column again, through JSON: %s', async (_, column) => {
    const again = featureColumnFromConfig(JSON.parse(JSON.stringify(column.config)));
    expect(again.config).toEqual(column.config);
    expect(again.name).toBe(column.name);
    expect(again.encode(features)).toEqual(column.encode(features));
    expect(await dense([again], features)).toEqual(await dense([column], features));
  });

  it('is not there where a function is the user’s', () => {
    const own = numericColumn('x', { normalizerFn: Math.sqrt });
    expect(own.config).toBeUndefined();
    expect(bucketizedColumn(own, { boundaries: [0] }).config).toBeUndefined();
    expect(embedded().config).toBeUndefined();
    expect(
      embeddingColumn(crossedColumn([bucketizedColumn(own, { boundaries: [0] }), 'c'], { hashBucketSize: 2 }), {
        dimension: 1,
      }).config,
    ).toBeUndefined();
  });

  it.each([
    [null, /its config must be an object/],
    [[], /its config must be an object/],
    [{}, /"type" must be a string/],
    [{ type: 'numericColum' }, /Unknown feature column "numericColum". Known are numericColumn/],
    [{ type: 'toString' }, /Unknown feature column "toString"/],
    [hashed.config, /Unknown feature column "categoricalColumnWithHashBucket"/],
    [{ type: 'indicatorColumn', column: age.config }, /Unknown categorical column "numericColumn"/],
    [{ ...age.config, shape: 3 }, /numericColumn: "shape" must be numbers, found 3/],
    [{ ...age.config, shap: [3] }, /numericColumn: it has no option "shap"/],
    [{ ...age.config, key: 5 }, /"key" must be a string, found 5/],
    [{ ...bucketized.config, boundaries: ['1'] }, /bucketizedColumn: "boundaries" must be numbers/],
    [{ ...bucketized.config, source: bucketized.config }, /its source must be a numericColumn/],
    [{ ...embeddingColumn(hashed, { dimension: 1 }).config, combiner: 'max' }, /mean, sqrtn or sum, found max/],
    [{ ...embeddingColumn(hashed, { dimension: 1 }).config, initializer: { type: 'eval' } }, /initializer/],
  ])('is refused where it is wrong: %j', (config, message) => {
    expect(() => featureColumnFromConfig(config)).toThrow(message);
  });

  it('is refused with a TypeError or a RangeError, or makes a column, whatever is in it', () => {
    const types = ['numericColumn', 'bucketizedColumn', 'indicatorColumn', 'embeddingColumn', 'crossedColumn'];
    const options = ['key', 'keys', 'shape', 'source', 'column', 'boundaries', 'dimension', 'combiner', 'initializer'];
    const { config } = fc.letrec((tie) => ({
      config: fc.dictionary(fc.constantFrom(...options), fc.oneof(fc.jsonValue(), tie('typed')), { maxKeys: 4 }),
      typed: fc.tuple(fc.constantFrom(...types), tie('config')).map(([type, rest]) => ({ ...Object(rest), type })),
    }));
    fc.assert(
      fc.property(fc.constantFrom(...types), config, (type, rest) => {
        try {
          expect(featureColumnFromConfig({ ...Object(rest), type }).name).toEqual(expect.any(String));
        } catch (error) {
          expect([TypeError, RangeError]).toContain(Object(error).constructor);
          expect(String(error)).toMatch(/Cannot (make|read|initialize)|Unknown/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

checkLayer(
  'embeddings between numbers',
  () =>
    inputLayer([
      embedded(),
      numericColumn('b', { shape: [2] }),
      embeddingColumn({ ...aaa, name: 'c' }, { dimension: 3 }),
    ]).layers[0]!,
  { inputShape: [8] },
);
checkLayer('one embedding', () => inputLayer([embedded()]).layers[0]!, { inputShape: [3] });
checkLayer(
  'an embedding with rows that are shortened',
  () => inputLayer([embeddingColumn(aaa, { dimension: 4, maxNorm: 0.5 })]).layers[0]!,
  { inputShape: [3] },
);

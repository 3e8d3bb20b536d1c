import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { RandomState } from '@feedforward/random';
import { afterAll, describe, expect, it } from 'vitest';
import {
  Dataset,
  KFold,
  type KFoldOptions,
  type Label,
  loadIris,
  ShuffleSplit,
  type ShuffleSplitOptions,
  type Splitter,
  StratifiedKFold,
  StratifiedShuffleSplit,
  trainTestSplit,
} from '../index.ts';

interface Case {
  readonly name?: string;
  readonly labels: string | null;
  readonly count: number;
  readonly options: Readonly<Record<string, number | boolean>>;
  /** One after the other; null where there is none. */
  readonly seeds: readonly (number | null)[];
  /** Of each seed's splits; null where scikit-learn refuses to make them. */
  readonly digests: readonly (string | null)[];
}

interface Goldens {
  readonly cases: readonly Case[];
  readonly trainTest: readonly Case[];
  readonly shared: readonly string[];
  readonly next: number;
}

/** Made by goldens/make-goldens.py. */
const goldens: Goldens = JSON.parse(readFileSync(new URL('goldens/scikit-learn.json', import.meta.url), 'utf8'));

/** scikit-learn's names for options, in our spelling: `test_size` is `testSize`. */
function camelCased(options: Case['options']): Record<string, number | boolean> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

const makers: Readonly<Record<string, (options: KFoldOptions & ShuffleSplitOptions) => Splitter>> = {
  KFold: (options) => new KFold(options),
  StratifiedKFold: (options) => new StratifiedKFold(options),
  ShuffleSplit: (options) => new ShuffleSplit(options),
  StratifiedShuffleSplit: (options) => new StratifiedShuffleSplit(options),
};

/** The same rule as in make-goldens.py. */
function labelsOf(kind: string, count: number): Label[] {
  const rules: Record<string, (i: number) => Label> = {
    even: (i) => i % 2,
    three: (i) => ((i * i) % 3) + 5,
    seven: (i) => ((i * 5 + Math.floor(i / 3)) % 7) - 3,
    rare: (i) => (i % 9 === 4 ? 1 : 0),
    words: (i) => ['b', 'a', '\u{1f600}', '\uffee'][(i * i + Math.floor(i / 2)) % 4]!,
  };
  return Array.from({ length: count }, (_, i) => rules[kind]!(i));
}

function digest(splits: Iterable<readonly ArrayLike<number>[]>): string {
  const text = Array.from(splits, (split) => split.map((part) => Array.from(part).join(' ')).join(',')).join(';');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The digest, or null where the splits are refused as scikit-learn refuses them. */
function attempt(run: () => Iterable<readonly ArrayLike<number>[]>): string | null {
  try {
    return digest(run());
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return null;
  }
}

/** Compares the splits from every seed. */
function expectSame(
  cases: readonly Case[],
  splitsOf: (y: Label[] | undefined, count: number, options: object) => Iterable<readonly ArrayLike<number>[]>,
): void {
  for (const { name, labels, count, options, seeds, digests } of cases) {
    const y = labels === null ? undefined : labelsOf(labels, count);
    const found = seeds.map((seed) =>
      attempt(() => splitsOf(y, count, { ...camelCased(options), randomState: seed ?? undefined })),
    );
    expect({ name, labels, count, options, digests: found }).toEqual({ name, labels, count, options, digests });
  }
}

/** How many splits were equal, seed by seed. */
const counted: Record<string, { cases: number; equal: number }> = {};
afterAll(() => console.table(counted));

const seedsOf = (cases: readonly Case[]): number => cases.reduce((sum, { seeds }) => sum + seeds.length, 0);

describe('the splits are those of scikit-learn, index for index', () => {
  for (const [name, make] of Object.entries(makers)) {
    const cases = goldens.cases.filter((golden) => golden.name === name);
    it(`${name}: ${seedsOf(cases)} cases`, () => {
      expect(seedsOf(cases)).toBeGreaterThan(200);
      counted[name] = { cases: seedsOf(cases), equal: 0 };
      expectSame(cases, (y, _, options) => make(options).split(y!, y!));
      counted[name].equal = seedsOf(cases);
    });
  }

  it(`trainTestSplit: ${seedsOf(goldens.trainTest)} cases`, () => {
    expect(seedsOf(goldens.trainTest)).toBeGreaterThan(1000);
    expectSame(goldens.trainTest, (stratify, count, options) => [
      trainTestSplit([...Array(count).keys()], { ...options, stratify }),
    ]);
    counted.trainTestSplit = { cases: seedsOf(goldens.trainTest), equal: seedsOf(goldens.trainTest) };
  });

  it('of a random state that several share, too', () => {
    const randomState = new RandomState(42);
    const y = labelsOf('seven', 60);
    const found = [
      new KFold({ nSplits: 3, shuffle: true, randomState }),
      new StratifiedKFold({ nSplits: 4, shuffle: true, randomState }),
      new ShuffleSplit({ nSplits: 2, randomState }),
      new StratifiedShuffleSplit({ nSplits: 2, testSize: 0.5, randomState }),
    ].flatMap((splitter) => [digest(splitter.split(y, y)), digest(splitter.split(y, y))]);
    found.push(digest([trainTestSplit([...y.keys()], { stratify: y, randomState })]));
    expect(found).toEqual(goldens.shared);
    expect(randomState.randint(1000000)).toBe(goldens.next);
  });
});

describe('trainTestSplit', () => {
  it('splits data sets, matrices, typed arrays and arrays alike, each as it came', () => {
    const iris = loadIris();
    const names = Array.from(iris.labels, (label) => iris.labelNames![label]!);
    const [train, test, XTrain, XTest, yTrain, yTest, namesTrain, namesTest] = trainTestSplit(
      iris,
      iris.features,
      iris.labels,
      names,
      { testSize: 50, randomState: 3 },
    );
    expect([train.length, test.length]).toEqual([100, 50]);
    expect(train).toBeInstanceOf(Dataset);
    expect(XTrain.toRows()).toEqual(train.features.toRows());
    expect(XTest.toRows()).toEqual(test.features.toRows());
    expect(yTrain).toEqual(train.labels);
    expect(yTest).toEqual(test.labels);
    expect(namesTrain).toEqual(Array.from(yTrain, (label) => iris.labelNames![label]));
    expect(namesTest).toEqual(Array.from(yTest, (label) => iris.labelNames![label]));
  });

  it('splits otherwise each time without a seed', () => {
    const numbers = [...Array(1000).keys()];
    expect(trainTestSplit(numbers)[0]).not.toEqual(trainTestSplit(numbers)[0]);
  });

  it('splits 60,000 by class', () => {
    const labels = Uint8Array.from({ length: 60_000 }, (_, i) => i % 10);
    const [train, test] = trainTestSplit(labels, { testSize: 5000, stratify: labels, randomState: 0 });
    expect([train.length, test.filter((label) => label === 3).length]).toEqual([55_000, 500]);
  });

  it('refuses what cannot be split, and says why', () => {
    expect(() => trainTestSplit([1, 2], [1])).toThrow('arrays have one length, array 0 has 2, array 1 has 1.');
    expect(() => Reflect.apply(trainTestSplit, null, [{ testSize: 1 }])).toThrow('it takes an array at least');
    expect(() => Reflect.apply(trainTestSplit, null, ['ab'])).toThrow('it takes data sets, matrices and arrays');
    expect(() => trainTestSplit([1, 2], { testSize: 1.5 })).toThrow('a whole number from 1 to 1; it is 1.5.');
    expect(() => trainTestSplit([1, 2], { stratify: [1] })).toThrow('each takes a label, found 1 labels.');
    expect(() => trainTestSplit([1, 2], { stratify: [1, 1], shuffle: false })).toThrow('stratify takes shuffle');
    expect(() => trainTestSplit([1, 2, 3], { stratify: ['a', 'a', 'b'] })).toThrow(
      'each takes 2 examples or more, class b has 1.',
    );
  });
});

describe('a splitter', () => {
  const labels = Array.from({ length: 30 }, (_, i) => i % 2);

  it('gives the same splits each time from a seed, others from a random state', () => {
    for (const make of Object.values(makers)) {
      const seeded = make({ shuffle: true, randomState: 5, nSplits: 2 });
      const shared = make({ shuffle: true, randomState: new RandomState(5), nSplits: 2 });
      const first = digest(seeded.split(labels, labels));
      expect(digest(seeded.split(labels, labels))).toBe(first);
      expect(digest(shared.split(labels, labels))).toBe(first);
      expect(digest(shared.split(labels, labels))).not.toBe(first);
    }
  });

  it('refuses what it cannot do before the first split is asked for', () => {
    expect(() => new KFold({ nSplits: 1 })).toThrow('nSplits is a whole number, 2 or more; it is 1.');
    expect(() => new KFold({ randomState: 1 })).toThrow('randomState draws nothing without shuffle: true.');
    expect(() => new ShuffleSplit({ nSplits: 0 })).toThrow('nSplits is a whole number, 1 or more; it is 0.');
    expect(() => new KFold().split([1, 2])).toThrow('Cannot split 2 examples into 5 folds');
    expect(() => new StratifiedKFold({ nSplits: 20 }).split(labels, labels)).toThrow('the largest has 15.');
    expect(() => new StratifiedKFold({ nSplits: 2 }).split(labels, [0])).toThrow('found 1 labels.');
    expect(() => new StratifiedShuffleSplit({ testSize: 1 }).split(labels, labels)).toThrow(
      'the test part takes an example for each of 2 classes, it has room for 1.',
    );
    const mixed = [0, 'a', 0, 'a'];
    expect(() => new StratifiedShuffleSplit({ testSize: 2 }).split(mixed, mixed)).toThrow(TypeError);
  });
});

import { Matrix } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayInputFn } from './array-input-fn.ts';
import { csvInputFn } from './csv-input-fn.ts';
import type { InputBatch, InputFn } from './input-fn.ts';
import type { InputOptions } from './input-options.ts';
import { iterableInputFn } from './iterable-input-fn.ts';
import type { LabelsLike } from './labels.ts';
import { recordsInputFn } from './records-input-fn.ts';

async function batchesOf(inputFn: InputFn, seed = 1): Promise<InputBatch[]> {
  const batches: InputBatch[] = [];
  for await (const batch of inputFn({ random: new RandomState(seed) })) batches.push(batch);
  return batches;
}

/** The batches as plain values, a row each for rows of numbers. */
const plain = (batches: readonly InputBatch[]): unknown[] =>
  batches.map(({ features, labels }) => ({
    features: Object.fromEntries(
      Object.entries(features).map(([name, values]) => [name, values instanceof Matrix ? values.toRows() : values]),
    ),
    labels: labels instanceof Matrix ? labels.toRows() : labels,
  }));

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

type Options = Required<Omit<InputOptions, 'queueCapacity' | 'numEpochs'>> & {
  numEpochs: number;
  queueCapacity?: number;
};

/** What each kind of input gives of the labels 0 … rows − 1. */
const inputs: Readonly<Record<string, (rows: number, options: Options) => InputFn>> = {
  arrayInputFn: (rows, options) => arrayInputFn({ x: { x: upTo(rows) }, y: Int32Array.from(upTo(rows)), ...options }),
  recordsInputFn: (rows, options) =>
    recordsInputFn({ records: upTo(rows).map((x) => ({ x, y: x })), target: 'y', ...options }),
  csvInputFn: (rows, options) =>
    csvInputFn({ csv: ['x,y', ...upTo(rows).map((x) => `${x},${x}`)].join('\n'), target: 'y', ...options }),
  iterableInputFn: (rows, options) =>
    iterableInputFn({
      examples: async function* () {
        for (const x of upTo(rows)) yield { x, y: x };
      },
      target: 'y',
      ...options,
    }),
};

describe.each(Object.entries(inputs))('%s', (name, make) => {
  const options = fc.record({
    rows: fc.integer({ min: 1, max: 30 }),
    batchSize: fc.integer({ min: 1, max: 40 }),
    numEpochs: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat(100),
  });

  /** The labels of each batch; every row's feature is checked on the way. */
  async function labelsOf(rows: number, input: Options, seed: number): Promise<number[][]> {
    const batches = await batchesOf(make(rows, input), seed);
    return batches.map(({ features, labels }) => {
      expect(labels).toBeInstanceOf(Int32Array);
      const list = Array.from(labels as Int32Array);
      expect((features.x as Matrix).toRows()).toEqual(list.map((x) => [x]));
      return list;
    });
  }

  it('without shuffling gives the rows in order, epoch after epoch', async () => {
    await fc.assert(
      fc.asyncProperty(options, async ({ rows, seed, ...rest }) => {
        const labels = await labelsOf(rows, { ...rest, shuffle: false }, seed);
        expect(labels.flat()).toEqual(upTo(rest.numEpochs).flatMap(() => upTo(rows)));
      }),
    );
  });

  it('cuts batches across the borders of epochs, so that only the last may be smaller', async () => {
    await fc.assert(
      fc.asyncProperty(options, fc.boolean(), async ({ rows, seed, ...rest }, shuffle) => {
        const sizes = (await labelsOf(rows, { ...rest, shuffle }, seed)).map(({ length }) => length);
        expect(sizes).toHaveLength(Math.ceil((rows * rest.numEpochs) / rest.batchSize));
        expect(sizes.slice(0, -1).every((size) => size === rest.batchSize)).toBe(true);
      }),
    );
  });

  it('shuffled gives every row as often as there are epochs, the same from the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(options, async ({ rows, seed, ...rest }) => {
        const labels = (await labelsOf(rows, { ...rest, shuffle: true }, seed)).flat();
        expect(labels.toSorted((a, b) => a - b)).toEqual(
          upTo(rows).flatMap((row) => upTo(rest.numEpochs).map(() => row)),
        );
        expect((await labelsOf(rows, { ...rest, shuffle: true }, seed)).flat()).toEqual(labels);
        if (name === 'iterableInputFn') return; // its queue lets epochs run into one another
        for (let epoch = 0; epoch < rest.numEpochs; epoch++) {
          expect(new Set(labels.slice(epoch * rows, (epoch + 1) * rows)).size).toBe(rows);
        }
      }),
    );
  });

  it('with a queue moves no example further to the front than the queue is long', async () => {
    await fc.assert(
      fc.asyncProperty(options, fc.integer({ min: 1, max: 20 }), async ({ rows, seed, ...rest }, queueCapacity) => {
        const labels = (await labelsOf(rows, { ...rest, numEpochs: 1, shuffle: true, queueCapacity }, seed)).flat();
        expect(labels.toSorted((a, b) => a - b)).toEqual(upTo(rows));
        labels.forEach((label, place) => {
          expect(place).toBeGreaterThanOrEqual(label - queueCapacity);
        });
      }),
    );
  });

  it('with a queue of many examples puts them in random order', async () => {
    const shuffled = async (seed: number) =>
      (await labelsOf(200, { batchSize: 50, numEpochs: 1, shuffle: true, queueCapacity: 150 }, seed)).flat();
    expect(await shuffled(1)).not.toEqual(upTo(200));
    expect(await shuffled(2)).not.toEqual(await shuffled(1));
  });

  it.each([
    ['a batch size of 0', { batchSize: 0 }, /batchSize must be a whole number, 1 or more; it is 0/],
    ['half an epoch', { numEpochs: 0.5 }, /numEpochs .* it is 0.5/],
    ['no queue', { queueCapacity: 0 }, /queueCapacity .* it is 0/],
    ['no word of shuffling', { shuffle: undefined as never }, /shuffle must be true or false, it is undefined/],
  ])('refuses %s', (_, change, message) => {
    expect(() => make(3, { batchSize: 1, numEpochs: 1, shuffle: true, ...change })).toThrow(message);
  });
});

describe('arrayInputFn', () => {
  it('takes numbers, strings and lists of strings, and class names', async () => {
    const x = {
      n: [1, 2, 3],
      f: Float32Array.of(4, 5, 6),
      s: ['a', '', 'c'],
      m: [[], ['x', 'y'], ['z']],
      r: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    };
    const [first, second] = plain(
      await batchesOf(arrayInputFn({ x, y: ['p', 'q', 'p'], batchSize: 2, shuffle: false })),
    );
    expect(first).toEqual({
      features: {
        n: [[1], [2]],
        f: [[4], [5]],
        s: ['a', ''],
        m: [[], ['x', 'y']],
        r: [
          [1, 2],
          [3, 4],
        ],
      },
      labels: ['p', 'q'],
    });
    expect(second).toEqual({ features: { n: [[3]], f: [[6]], s: ['c'], m: [['z']], r: [[5, 6]] }, labels: ['p'] });
  });

  it('takes arrays of numbers for labels: whole numbers for classes, others and rows for values', async () => {
    const labelsOf = async (y: LabelsLike) =>
      (plain(await batchesOf(arrayInputFn({ x: { x: [0, 1] }, y, shuffle: false })))[0] as { labels: unknown }).labels;
    expect(await labelsOf([3, 1])).toEqual(Int32Array.of(3, 1));
    expect(await labelsOf([0.5, 1])).toEqual(Float64Array.of(0.5, 1));
    expect(
      await labelsOf([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await labelsOf(Float32Array.of(1, 0))).toEqual(Float32Array.of(1, 0));
    await expect(labelsOf([['a'], ['b', 'c']] as never)).rejects.toThrow(/"y" as labels: row 0 has several strings/);
  });

  it('takes several values a row to predict', async () => {
    const y = Matrix.from([
      [1, 2],
      [3, 4],
    ]);
    const [batch] = plain(await batchesOf(arrayInputFn({ x: { x: [0, 1] }, y, shuffle: false })));
    expect(batch).toMatchObject({
      labels: [
        [1, 2],
        [3, 4],
      ],
    });
  });

  it.each([
    ['numbers among strings', ['a', 1]],
    ['uneven rows', [[1], [1, 2]]],
    ['objects', [{}]],
  ])('refuses a column of %s', (_, column) => {
    expect(() => arrayInputFn({ x: { c: column as never }, shuffle: false })).toThrow(/Cannot use column "c"/);
  });
});

describe('recordsInputFn', () => {
  const only = async (records: readonly Readonly<Record<string, unknown>>[], target?: string): Promise<unknown> =>
    plain(await batchesOf(recordsInputFn({ records, target, shuffle: false })))[0];

  it('takes what is missing, null or undefined for no value', async () => {
    const records = [
      { n: 1, s: 'a', b: true, v: [1, 2], m: ['x'] },
      { n: null, b: false, m: [], extra: 7 },
      { n: 3, s: undefined, b: undefined, v: [3, 4], m: ['y', 'z'] },
    ];
    expect(await only(records)).toEqual({
      features: {
        n: [[1], [Number.NaN], [3]],
        s: ['a', '', ''],
        b: [[1], [0], [Number.NaN]],
        v: [
          [1, 2],
          [Number.NaN, Number.NaN],
          [3, 4],
        ],
        m: [['x'], [], ['y', 'z']],
        extra: [[Number.NaN], [7], [Number.NaN]],
      },
      labels: undefined,
    });
  });

  it('takes whole numbers and strings for classes, and other numbers for values', async () => {
    const labelsOf = async (...values: unknown[]) =>
      (await only(
        values.map((y, x) => ({ x, y })),
        'y',
      )) as { labels: unknown };
    expect((await labelsOf(1, 0)).labels).toEqual(Int32Array.of(1, 0));
    expect((await labelsOf(1, 0.5)).labels).toEqual(Float64Array.of(1, 0.5));
    expect((await labelsOf('b', 'a')).labels).toEqual(['b', 'a']);
    expect((await labelsOf([1, 2], [3, 4])).labels).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('takes a column called __proto__ for a column', async () => {
    const record = JSON.parse('{"__proto__": 5, "y": 1}');
    const batch = (await batchesOf(recordsInputFn({ records: [record], target: 'y', shuffle: false })))[0]!;
    expect(Object.keys(batch.features)).toEqual(['__proto__']);
  });

  it.each([
    ['no records', [], /there are no records/],
    [
      'a mixture',
      [
        { y: 0, c: 1 },
        { y: 0, c: 'a' },
      ],
      /"c": .* record 1 has string a, record 0 has number 1/,
    ],
    ['objects', [{ y: 0, c: {} }], /"c": .* record 0 has an object/],
    ['arrays that mix', [{ y: 0, c: [1, 'a'] }], /"c": .* record 0 has an array/],
    [
      'arrays of different lengths',
      [
        { y: 0, c: [1, 2] },
        { y: 0, c: [1] },
      ],
      /"c": .* record 1 has 1 and not 2/,
    ],
    ['a missing label', [{ y: 0 }, { c: 1 }], /"y" as labels: record 1 has none/],
    ['a label that is NaN', [{ y: Number.NaN }], /"y" as labels: record 0 has none/],
    ['several names as a label', [{ y: ['a', 'b'] }], /row 0 has several strings/],
  ])('refuses %s', (_, records, message) => {
    expect(() => recordsInputFn({ records, target: 'y', shuffle: false })).toThrow(message);
  });
});

describe('csvInputFn', () => {
  it('gives numbers and strings by column, and the target as labels', async () => {
    const csv = 'age,city,income\n31,Oslo,1.5\n,"Rome, IT",2\n';
    expect(plain(await batchesOf(csvInputFn({ csv, target: 'income', shuffle: false })))).toEqual([
      { features: { age: [[31], [Number.NaN]], city: ['Oslo', 'Rome, IT'] }, labels: Float64Array.of(1.5, 2) },
    ]);
    expect(plain(await batchesOf(csvInputFn({ csv, target: 'city', shuffle: false })))).toMatchObject([
      { labels: ['Oslo', 'Rome, IT'] },
    ]);
  });

  it('takes names where there is no header, and columns that stay text', async () => {
    const input = { csv: '1,01\n2,02', columnNames: ['n', 'zip'], text: ['zip'], shuffle: false };
    expect(plain(await batchesOf(csvInputFn(input)))).toEqual([
      { features: { n: [[1], [2]], zip: ['01', '02'] }, labels: undefined },
    ]);
  });

  it.each([
    ['z', /the target must be one of the columns a, b, it is "z"/],
    ['b', /the target "b" is missing in row 1/],
  ])('refuses the target %s', (target, message) => {
    expect(() => csvInputFn({ csv: 'a,b\n1,2\n3,', target, shuffle: false })).toThrow(message);
  });
});

describe('iterableInputFn', () => {
  it('makes of a stream the batches that recordsInputFn makes of the same in memory', async () => {
    const record = fc.record({ n: fc.integer(), s: fc.string(), y: fc.integer({ min: 0, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        async (records, batchSize) => {
          const options = { target: 'y', batchSize, numEpochs: 2, shuffle: false };
          const streamed = await batchesOf(iterableInputFn({ examples: () => records.values(), ...options }));
          expect(plain(streamed)).toEqual(plain(await batchesOf(recordsInputFn({ records, ...options }))));
        },
      ),
    );
  });

  it('reads no further than it must', async () => {
    let read = 0;
    const examples = function* () {
      for (;;) yield { x: read++ };
    };
    const inputFn = iterableInputFn({ examples, batchSize: 3, shuffle: true, queueCapacity: 10 });
    for await (const _ of inputFn({ random: new RandomState(0) })) break;
    expect(read).toBe(13);
  });

  it('passes batches on as they are, so many times', async () => {
    const batch: InputBatch = { features: { x: Matrix.from([[1]]) }, labels: ['a'] };
    const passed = await batchesOf(iterableInputFn({ batches: [batch], numEpochs: 3 }));
    expect(passed).toHaveLength(3);
    expect(passed.every((given) => given === batch)).toBe(true);
  });

  it('refuses a source that is used up, and does not wait for it for ever', async () => {
    const used = [{ x: 1 }].values();
    const inputFn = iterableInputFn({ examples: used, numEpochs: null, batchSize: 1, shuffle: false });
    await expect(batchesOf(inputFn)).rejects.toThrow(/Cannot go through the input again: it gave nothing/);
    await expect(batchesOf(iterableInputFn({ batches: [] }))).rejects.toThrow(/it gave nothing/);
  });
});

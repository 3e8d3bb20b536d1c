import { Matrix } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { checkEstimator, estimatorConventions } from './check-estimator.ts';
import type { Answer, EstimatorUnderTest } from './estimator-under-test.ts';
import { type NearestMean, nearestMean, predictNow } from './nearest-mean.ts';

checkEstimator('A classifier by the nearest mean', nearestMean);

type Broken = Partial<EstimatorUnderTest<NearestMean>>;

const fit = (estimator: NearestMean, examples: Parameters<typeof nearestMean.fit>[1]) =>
  nearestMean.fit(estimator, examples);
const finite = (rows: Parameters<typeof predictNow>[1]) =>
  Matrix.from(rows)
    .toRows()
    .map((row) => row.map((value) => (Number.isFinite(value) ? value : 0)));
let shared: NearestMean['means'];
let fits = 0;

/** Each breaks what the convention asks for. */
const broken: [string, string, Broken][] = [
  ['learns what is easy to learn', 'answers at random', { score: () => 0.5 }],
  [
    'answers each row: with a class that it knows, or a finite number',
    'answers once',
    { predict: (estimator, rows) => predictNow(estimator, rows).slice(1) },
  ],
  [
    'answers each row: with a class that it knows, or a finite number',
    'answers with numbers in words',
    { predict: (estimator, rows) => predictNow(estimator, rows).map(String) },
  ],
  [
    'has its parameters unchanged by fit, predict and score',
    'writes on its parameters',
    {
      fit(estimator, examples) {
        Object.assign(estimator.task, { seed: -1 });
        fit(estimator, examples);
      },
    },
  ],
  [
    'is cloned with its parameters, unfitted, and neither knows of the other',
    'is cloned with what it learned',
    { clone: (estimator) => ({ ...estimator }) },
  ],
  [
    'is cloned with its parameters, unfitted, and neither knows of the other',
    'is its own clone',
    { clone: (estimator) => estimator },
  ],
  [
    'says before fitting that it has not been fitted',
    'answers before fitting',
    { predict: (estimator, rows) => (estimator.means ? predictNow(estimator, rows) : []) },
  ],
  [
    'says before fitting that it has not been fitted',
    'stumbles before fitting',
    { score: ({ means }) => means!.length },
  ],
  [
    'is not fitted by a fit that failed',
    'sets what it learns before it checks',
    {
      fit(estimator, examples) {
        estimator.means = [];
        fit(estimator, examples);
      },
    },
  ],
  [
    'is fitted once more to the same',
    'adds up from fit to fit',
    {
      fit(estimator, examples) {
        const before = estimator.means;
        fit(estimator, examples);
        estimator.means = [...(before ?? []), ...(estimator.means ?? [])];
      },
    },
  ],
  [
    'is reproducible by its seed, and draws from nothing else',
    'draws from what all share',
    {
      fit(estimator, examples) {
        Math.random();
        fit(estimator, examples);
      },
    },
  ],
  [
    'is reproducible by its seed, and draws from nothing else',
    'draws elsewhere',
    {
      fit(estimator, examples) {
        fit(estimator, examples);
        estimator.means = estimator.means!.map(({ label, mean }) => ({ label, mean: [...mean.slice(1), ++fits] }));
      },
    },
  ],
  [
    'keeps apart from another that is fitted at the same time',
    'learns in a place that all share',
    {
      async fit(estimator, examples) {
        fit(estimator, examples);
        shared = estimator.means;
        await Promise.resolve();
        estimator.means = shared;
      },
    },
  ],
  [
    'leaves what it is given as it was',
    'sorts the labels',
    { score: (_, { labels }) => (labels as Answer[]).sort().length },
  ],
  [
    'keeps nothing of what it is given, so that it may be changed after',
    'keeps a row as its mean',
    {
      fit(estimator, { rows, labels }) {
        const given = rows as readonly number[][];
        estimator.means = estimator.task.classes.map((label) => ({ label, mean: given[labels.indexOf(label)]! }));
      },
      state: ({ means }) => JSON.stringify(means),
    },
  ],
  [
    'is not changed by predict or score',
    'forgets by predicting',
    {
      predict(estimator, rows) {
        const answers = predictNow(estimator, rows);
        estimator.means = estimator.means!.slice(1);
        return answers;
      },
    },
  ],
  ['scores what it predicts', 'counts the wrong ones', { score: (e, x) => 1 - Number(nearestMean.score(e, x)) }],
  [
    'comes back from what is kept of it in every bit, and learns on the same',
    'is kept in float32',
    {
      reload: ({ task, means }) => ({
        task,
        means: means!.map(({ label, mean }) => ({ label, mean: mean.map(Math.fround) })),
      }),
    },
  ],
  [
    'comes back from what is kept of it in every bit, and learns on the same',
    'is given back itself',
    { reload: (estimator) => estimator },
  ],
  [
    'has weights of 1 change nothing',
    'takes weights for twice what they are',
    {
      fit(estimator, examples) {
        fit(estimator, examples);
        const by = examples.weights ? 2 : 1;
        estimator.means = estimator.means!.map(({ label, mean }) => ({ label, mean: mean.map((x) => x * by) }));
      },
    },
  ],
  [
    'predicts each row by itself, in any order',
    'centers the rows that it is given',
    {
      predict(estimator, given) {
        const rows = Matrix.from(given).toRows();
        const center = rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]! / rows.length, 0));
        return predictNow(
          estimator,
          rows.map((row) => row.map((value, j) => value - center[j]!)),
        );
      },
    },
  ],
  [
    'takes plain rows, typed rows, matrices and views of wider ones alike',
    'knows arrays only',
    {
      fit: (estimator, examples) => fit(estimator, { ...examples, rows: [...(examples.rows as readonly number[][])] }),
    },
  ],
  [
    'takes a single feature',
    'takes two or more',
    {
      fit(estimator, examples) {
        if (estimator.task.features < 2) throw new RangeError('Cannot fit: it takes two features.');
        fit(estimator, examples);
      },
    },
  ],
  [
    'takes more features than rows',
    'takes as many rows',
    {
      fit(estimator, examples) {
        if (estimator.task.features > examples.rows.length) throw new RangeError('Cannot fit: too few rows.');
        fit(estimator, examples);
      },
    },
  ],
  [
    'takes rows that are all alike',
    'divides by the spread',
    { score: (_, { rows }) => 1 / (Matrix.from(rows).at(0, 0) - Matrix.from(rows).at(1, 0)) },
  ],
  [
    'takes numbers too large for it as they are, or refuses them',
    'answers with what overflowed',
    { predict: (estimator) => [Number(estimator.means![0]!.mean[0]) ** 2] },
  ],
  [
    'refuses to learn or score zero rows, and has no answers to them',
    'answers nobody',
    { predict: (estimator, rows) => (rows.length === 0 ? [0] : predictNow(estimator, rows)) },
  ],
  [
    'refuses to learn or score zero rows, and has no answers to them',
    'learns nothing from nothing',
    { fit: (estimator, examples) => examples.rows.length > 0 && fit(estimator, examples) },
  ],
  [
    'refuses rows of different lengths, and what is no row',
    'pads them',
    {
      predict: (estimator, rows) =>
        predictNow(estimator, rows instanceof Matrix ? rows : rows.map((row) => [row?.[0] ?? 0, row?.[1] ?? 0])),
    },
  ],
  [
    'refuses other features than it was fitted on',
    'leaves the rest out',
    { predict: (estimator, rows) => predictNow(estimator, Matrix.from(rows).columns([0, 0])) },
  ],
  [
    'refuses NaN and infinity in features',
    'takes NaN for 0 when it predicts',
    { predict: (estimator, rows) => predictNow(estimator, finite(rows)) },
  ],
  [
    'refuses NaN and infinity in features',
    'refuses them too late',
    {
      fit(estimator, examples) {
        fit(estimator, { ...examples, rows: finite(examples.rows) });
        fit(estimator, { ...examples, labels: examples.labels.toReversed() });
      },
    },
  ],
  [
    'refuses NaN and infinity in features',
    'throws an error that says nothing',
    {
      predict(estimator, rows) {
        if (Matrix.from(rows).toRows().flat().some(Number.isNaN)) throw new Error('NaN');
        return predictNow(estimator, rows);
      },
    },
  ],
  [
    'refuses strings among numbers in features',
    'reads them as numbers',
    {
      fit: (estimator, examples) =>
        fit(estimator, { ...examples, rows: (examples.rows as readonly number[][]).map((row) => row.map(Number)) }),
    },
  ],
  [
    'refuses weights that are too few, too many or not finite',
    'passes weights over',
    { fit: (estimator, { rows, labels }) => fit(estimator, { rows, labels }) },
  ],
  ...(['takes strings for labels', 'takes any whole numbers for labels', 'takes booleans for labels'] as const).map(
    (name): [string, string, Broken] => [
      name,
      'answers with indices',
      { predict: (e, rows) => predictNow(e, rows).map((label) => e.task.classes.indexOf(label)) },
    ],
  ),
  ['takes one class only and gives it, or refuses it', 'takes it and gives another', { score: () => 0 }],
  [
    'refuses a class that it was not made for',
    'takes it for the first',
    {
      fit: (estimator, examples) =>
        fit(estimator, { ...examples, labels: examples.labels.map((label) => (label === 1 ? 1 : 0)) }),
    },
  ],
  [
    'refuses labels that are no classes, or not finite',
    'rounds them down',
    {
      fit: (estimator, examples) => fit(estimator, { ...examples, labels: examples.labels.map((y) => Number(y) | 0) }),
    },
  ],
  [
    'refuses labels that are too few or too many',
    'learns from the rows that have one',
    {
      fit: (estimator, { rows, labels }) =>
        fit(estimator, { rows: Matrix.from(rows).slice(0, labels.length), labels: labels.slice(0, rows.length) }),
    },
  ],
];

describe('checkEstimator', () => {
  it.each(broken)('"%s" fails for one that %s', async (name, _, changes) => {
    await expect(estimatorConventions[name]!({ ...nearestMean, ...changes })).rejects.toThrow();
  });

  it('refuses to pass over what is no convention, or without a reason', () => {
    expect(() => checkEstimator('it', nearestMean, { 'is kind': 'it is not' })).toThrow('"is kind" must be');
    expect(() => checkEstimator('it', nearestMean, { 'takes a single feature': '' })).toThrow('have a reason');
  });

  it('has each convention tried by one that breaks it', () => {
    expect(new Set(broken.map(([name]) => name))).toEqual(new Set(Object.keys(estimatorConventions)));
  });
});

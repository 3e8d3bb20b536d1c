import { Matrix } from '@feedforward/datasets';
import { expect } from 'vitest';
import type { Conventions } from './estimator-under-test.ts';
import { expectRefusal, worksOrRefuses } from './refusal.ts';
import { easyExercise, fitTo, weighted } from './tasks.ts';

const notFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** What an estimator takes, and what it refuses. */
export const inputConventions: Conventions = {
  'predicts each row by itself, in any order': async (subject) => {
    const exercise = easyExercise(subject, { features: 3, classes: [0, 1, 2] });
    const estimator = await fitTo(subject, exercise);
    const { rows } = exercise.examples;
    const answers = await subject.predict(estimator, rows);
    expect(await subject.predict(estimator, rows.toReversed())).toEqual(answers.toReversed());
    for (const i of [0, 17, rows.length - 1]) {
      expect(await subject.predict(estimator, [rows[i]!])).toEqual([answers[i]]);
    }
    expect(await subject.predict(estimator, [...rows, ...rows])).toEqual([...answers, ...answers]);
  },

  'takes plain rows, typed rows, matrices and views of wider ones alike': async (subject) => {
    const { task, examples } = easyExercise(subject);
    const rounded = examples.rows.map((row) => row.map(Math.fround));
    const wide = Matrix.from(rounded.map(([a, b]) => [9, b!, 9, a!]));
    const forms = [
      rounded.map((row) => Float32Array.from(row)),
      Matrix.from(rounded),
      new Matrix(Float32Array.from(rounded.flat()), [rounded.length, 2]),
      wide.columns([3, 1]),
    ];
    const plain = await fitTo(subject, { task, examples: { ...examples, rows: rounded } });
    const [state, answers] = [await subject.state(plain), await subject.predict(plain, rounded)];
    for (const rows of forms) {
      const estimator = subject.make(task);
      await subject.fit(estimator, { ...examples, rows });
      expect(await subject.state(estimator)).toEqual(state);
      expect(await subject.predict(estimator, rows)).toEqual(answers);
    }
  },

  'takes a single feature': async (subject) => {
    const exercise = easyExercise(subject, { features: 1 });
    const score = await subject.score(await fitTo(subject, exercise), exercise.examples);
    expect(Number.isFinite(score)).toBe(true);
    if (subject.kind === 'classifier') expect(score).toBeGreaterThanOrEqual(0.5);
  },

  'takes more features than rows': async (subject) => {
    const exercise = easyExercise(subject, { features: 30, count: 6 });
    const answers = await subject.predict(await fitTo(subject, exercise), exercise.examples.rows);
    expect(answers).toHaveLength(6);
  },

  'takes rows that are all alike': async (subject) => {
    const { task, examples } = easyExercise(subject);
    const alike = { ...examples, rows: examples.rows.map(() => [1, 1]) };
    const estimator = await fitTo(subject, { task, examples: alike });
    expect(new Set(await subject.predict(estimator, alike.rows)).size).toBe(1);
    expect(Number.isFinite(await subject.score(estimator, alike))).toBe(true);
  },

  'takes numbers too large for it as they are, or refuses them': async (subject) => {
    for (const size of [1e30, 1e300]) {
      const exercise = easyExercise(subject);
      const estimator = await fitTo(subject, exercise);
      const large = { ...exercise.examples, rows: exercise.examples.rows.map((row) => row.map((x) => x * size)) };
      const isTaken = await worksOrRefuses(subject, estimator, `fit to ${size}`, () => subject.fit(estimator, large));
      if (!isTaken) continue;
      const answers = await subject.predict(estimator, exercise.examples.rows);
      expect(answers.filter((answer) => typeof answer === 'number' && !Number.isFinite(answer))).toEqual([]);
    }
  },

  'refuses to learn or score zero rows, and has no answers to them': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    for (const rows of [[], new Matrix(new Float64Array(0), [0, 2])]) {
      const none = { rows, labels: [] };
      await expectRefusal(subject, estimator, 'fit to zero rows', () => subject.fit(estimator, none));
      await expectRefusal(subject, estimator, 'score of zero rows', () => subject.score(estimator, none));
      const predict = async () => expect(await subject.predict(estimator, rows)).toEqual([]);
      await worksOrRefuses(subject, estimator, 'predict of zero rows', predict);
    }
  },

  'refuses rows of different lengths, and what is no row': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const { rows, labels } = exercise.examples;
    for (const row of [[1], [1, 2, 3], [], '12', null, 7]) {
      const ragged = rows.with(3, row as never);
      const what = `a row ${JSON.stringify(row)}`;
      await expectRefusal(subject, estimator, `fit to ${what}`, () => subject.fit(estimator, { rows: ragged, labels }));
      await expectRefusal(subject, estimator, `predict of ${what}`, () => subject.predict(estimator, ragged));
    }
  },

  'refuses other features than it was fitted on': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    for (const features of [1, 3]) {
      const { examples } = easyExercise(subject, { features });
      const what = `${features} features`;
      await expectRefusal(subject, estimator, `predict of ${what}`, () => subject.predict(estimator, examples.rows));
      await expectRefusal(subject, estimator, `score of ${what}`, () => subject.score(estimator, examples));
    }
  },

  'refuses NaN and infinity in features': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const { rows, labels } = exercise.examples;
    for (const value of notFinite) {
      for (const at of [0, rows.length - 1]) {
        const spoiled = rows.with(at, [rows[at]![0]!, value]);
        const what = `${value} in row ${at}`;
        await expectRefusal(subject, estimator, `fit to ${what}`, () =>
          subject.fit(estimator, { rows: spoiled, labels }),
        );
        await expectRefusal(subject, estimator, `predict of ${what}`, () => subject.predict(estimator, spoiled));
      }
    }
  },

  'refuses strings among numbers in features': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const { rows, labels } = exercise.examples;
    for (const value of ['1', null, undefined, true]) {
      const spoiled = rows.with(2, [1, value as never]);
      const what = JSON.stringify(value) ?? 'undefined';
      await expectRefusal(subject, estimator, `fit to ${what}`, () =>
        subject.fit(estimator, { rows: spoiled, labels }),
      );
      await expectRefusal(subject, estimator, `predict of ${what}`, () => subject.predict(estimator, spoiled));
    }
  },

  'refuses weights that are too few, too many or not finite': async (subject) => {
    const { task, examples } = weighted(easyExercise(subject));
    const estimator = await fitTo(subject, { task, examples });
    const ones = examples.weights;
    for (const weights of [ones.slice(1), [...ones, 1], ...notFinite.map((value) => ones.with(1, value))]) {
      const what = `${weights.length} weights, of ${weights[1]}`;
      await expectRefusal(subject, estimator, what, () => subject.fit(estimator, { ...examples, weights }));
    }
  },
};

import { expect } from 'vitest';
import type { Answer, Conventions, EstimatorUnderTest } from './estimator-under-test.ts';
import { expectRefusal, worksOrRefuses } from './refusal.ts';
import { easyExercise, fitTo } from './tasks.ts';

/** What labels an estimator takes, and what it refuses. */
export const labelConventions: Conventions = {
  'takes strings for labels': (subject) => expectSameByName(subject, ['Zoë', 'yes', 'ß ']),

  'takes any whole numbers for labels': (subject) => expectSameByName(subject, [-7, 2, 1000000]),

  'takes booleans for labels': (subject) => expectSameByName(subject, [false, true]),

  'takes one class only and gives it, or refuses it': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const [only] = exercise.examples.labels;
    const same = { ...exercise.examples, labels: exercise.examples.labels.map(() => only!) };
    const isTaken = await worksOrRefuses(subject, estimator, 'one class', () => subject.fit(estimator, same));
    if (isTaken) expect(await subject.score(estimator, same)).toBe(1);
  },

  'refuses a class that it was not made for': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    for (const label of [2, -1, 1e9]) {
      const spoiled = { ...exercise.examples, labels: exercise.examples.labels.with(1, label) };
      await expectRefusal(subject, estimator, `fit to class ${label}`, () => subject.fit(estimator, spoiled));
      await expectRefusal(subject, estimator, `score of class ${label}`, () => subject.score(estimator, spoiled));
    }
  },

  'refuses labels that are no classes, or not finite': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const finite: unknown[] = subject.kind === 'classifier' ? [0.5] : [];
    for (const label of [
      ...finite,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      null,
      undefined,
      {},
    ]) {
      const spoiled = { ...exercise.examples, labels: exercise.examples.labels.with(1, label as never) };
      await expectRefusal(subject, estimator, `fit to label ${label}`, () => subject.fit(estimator, spoiled));
    }
  },

  'refuses labels that are too few or too many': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const { rows, labels } = exercise.examples;
    for (const wrong of [labels.slice(1), [...labels, labels[0]!], []]) {
      const what = `${wrong.length} labels for ${rows.length} rows`;
      const examples = { rows, labels: wrong };
      await expectRefusal(subject, estimator, `fit to ${what}`, () => subject.fit(estimator, examples));
      await expectRefusal(subject, estimator, `score of ${what}`, () => subject.score(estimator, examples));
    }
  },
};

/** Classes by another name: what is learned must be the same, and be said by that name. */
async function expectSameByName<E>(subject: EstimatorUnderTest<E>, given: readonly Answer[]): Promise<void> {
  const classes = given.toSorted((a, b) => (a < b ? -1 : 1));
  const indices = classes.map((_, index) => index);
  const byIndex = easyExercise(subject, { classes: indices });
  const answers = await subject.predict(await fitTo(subject, byIndex), byIndex.examples.rows);
  const byName = easyExercise(subject, { classes });
  const estimator = await fitTo(subject, byName);
  const named = await subject.predict(estimator, byName.examples.rows);
  expect(named).toEqual(answers.map((index) => classes[Number(index)]));
}

import { expect, vi } from 'vitest';
import type { Conventions } from './estimator-under-test.ts';
import { expectNotFitted } from './refusal.ts';
import { easyExercise, fitTo, weighted } from './tasks.ts';

/** What fitting does, and what it leaves alone. */
export const fittingConventions: Conventions = {
  'learns what is easy to learn': async (subject) => {
    for (const classes of [
      [0, 1],
      [0, 1, 2],
    ]) {
      const exercise = easyExercise(subject, { features: 3, classes });
      const score = await subject.score(await fitTo(subject, exercise), exercise.examples);
      if (subject.kind === 'classifier') expect(score).toBeGreaterThan(0.9);
      else expect(score).toBeLessThan(0.1 * variance(exercise.examples.labels.map(Number)));
    }
  },

  'answers each row: with a class that it knows, or a finite number': async (subject) => {
    const exercise = easyExercise(subject);
    const answers = await subject.predict(await fitTo(subject, exercise), exercise.examples.rows);
    expect(answers).toHaveLength(exercise.examples.rows.length);
    const { classes } = exercise.task;
    const isKnown = (answer: unknown) =>
      classes.length > 0 ? classes.some((c) => c === answer) : Number.isFinite(answer);
    expect(answers.filter((answer) => !isKnown(answer))).toEqual([]);
  },

  'has its parameters unchanged by fit, predict and score': async (subject) => {
    const { task, examples } = easyExercise(subject);
    const estimator = subject.make(task);
    const before = structuredClone(subject.params(estimator));
    await subject.fit(estimator, examples);
    await subject.predict(estimator, examples.rows);
    await subject.score(estimator, examples);
    expect(subject.params(estimator)).toEqual(before);
    expect(subject.params(subject.make(task))).toEqual(before);
  },

  'is cloned with its parameters, unfitted, and neither knows of the other': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const before = await subject.state(estimator);
    const clone = subject.clone(estimator);
    expect(subject.params(clone)).toEqual(subject.params(estimator));
    await expectNotFitted('predict of a clone', () => subject.predict(clone, exercise.examples.rows));
    await subject.fit(clone, exercise.examples);
    expect(await subject.state(clone)).toEqual(before);
    await subject.fit(clone, { ...exercise.examples, labels: exercise.examples.labels.toReversed() });
    expect(await subject.state(estimator)).toEqual(before);
  },

  'says before fitting that it has not been fitted': async (subject) => {
    const { task, examples } = easyExercise(subject);
    const estimator = subject.make(task);
    await expectNotFitted('predict', () => subject.predict(estimator, examples.rows));
    await expectNotFitted('score', () => subject.score(estimator, examples));
  },

  'is not fitted by a fit that failed': async (subject) => {
    const { task, examples } = easyExercise(subject);
    const estimator = subject.make(task);
    const attempt = async () => subject.fit(estimator, { ...examples, labels: examples.labels.slice(1) });
    await expect(attempt()).rejects.toThrow(/^Cannot .+: /s);
    await expectNotFitted('predict', () => subject.predict(estimator, examples.rows));
    await subject.fit(estimator, examples);
    expect(await subject.state(estimator)).toEqual(await subject.state(await fitTo(subject, { task, examples })));
  },

  'is fitted once more to the same': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const before = await subject.state(estimator);
    await (subject.fitAgain ?? subject.fit).call(subject, estimator, exercise.examples);
    expect(await subject.state(estimator)).toEqual(before);
  },

  'is reproducible by its seed, and draws from nothing else': async (subject) => {
    const exercise = easyExercise(subject, { features: 3, classes: [0, 1, 2] });
    const random = vi.spyOn(Math, 'random');
    try {
      const once = await subject.state(await fitTo(subject, exercise));
      expect(await subject.state(await fitTo(subject, exercise))).toEqual(once);
      expect(random).not.toHaveBeenCalled();
    } finally {
      random.mockRestore();
    }
  },

  'keeps apart from another that is fitted at the same time': async (subject) => {
    const exercise = easyExercise(subject);
    const alone = await subject.state(await fitTo(subject, exercise));
    const other = easyExercise(subject, { features: 3, classes: [0, 1, 2] });
    const fits = [exercise, other, exercise, other].map((each) => fitTo(subject, each));
    const [first, , second] = await Promise.all(fits);
    expect(await subject.state(first!)).toEqual(alone);
    expect(await subject.state(second!)).toEqual(alone);
  },

  'leaves what it is given as it was': async (subject) => {
    const { task, examples } = easyExercise(subject);
    const given = { rows: examples.rows.map((row) => [...row]), labels: [...examples.labels] };
    const estimator = await fitTo(subject, { task, examples: given });
    await subject.predict(estimator, given.rows);
    await subject.score(estimator, given);
    expect(given).toEqual({ rows: examples.rows, labels: examples.labels });
  },

  'keeps nothing of what it is given, so that it may be changed after': async (subject) => {
    const { task, examples } = easyExercise(subject);
    const given = { rows: examples.rows.map((row) => [...row]), labels: [...examples.labels] };
    const estimator = await fitTo(subject, { task, examples: given });
    const [state, answers] = [await subject.state(estimator), await subject.predict(estimator, examples.rows)];
    for (const row of given.rows) row.fill(99);
    given.labels.reverse();
    expect(await subject.state(estimator)).toEqual(state);
    expect(await subject.predict(estimator, examples.rows)).toEqual(answers);
  },

  'is not changed by predict or score': async (subject) => {
    const exercise = easyExercise(subject);
    const estimator = await fitTo(subject, exercise);
    const before = await subject.state(estimator);
    const answers = await subject.predict(estimator, exercise.examples.rows);
    const score = await subject.score(estimator, exercise.examples);
    expect(await subject.state(estimator)).toEqual(before);
    expect(await subject.predict(estimator, exercise.examples.rows)).toEqual(answers);
    expect(await subject.score(estimator, exercise.examples)).toBe(score);
  },

  'scores what it predicts': async (subject) => {
    const exercise = easyExercise(subject, { classes: [0, 1, 2] });
    const estimator = await fitTo(subject, exercise);
    const labels = exercise.examples.labels.map((_, i, all) => all[(i * 7) % all.length]!); // not what it learned
    const answers = await subject.predict(estimator, exercise.examples.rows);
    const errors = answers.map((answer, i) =>
      subject.kind === 'classifier' ? Number(answer === labels[i]) : (Number(answer) - Number(labels[i])) ** 2,
    );
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(await subject.score(estimator, { ...exercise.examples, labels })).toBeCloseTo(mean, 5);
  },

  'comes back from what is kept of it in every bit, and learns on the same': async (subject) => {
    const exercise = easyExercise(subject, { features: 3, classes: [0, 1, 2] });
    const estimator = await fitTo(subject, exercise);
    const again = await subject.reload(estimator);
    expect(again).not.toBe(estimator);
    expect(subject.params(again)).toEqual(subject.params(estimator));
    const { rows, labels } = exercise.examples;
    expect(await subject.predict(again, rows)).toEqual(await subject.predict(estimator, rows));
    expect(await subject.state(again)).toEqual(await subject.state(estimator));
    const before = await subject.state(estimator);
    const other = { rows, labels: labels.toReversed() };
    await subject.fit(again, other);
    expect(await subject.state(estimator)).toEqual(before);
    const twin = await subject.reload(estimator);
    await subject.fit(twin, other);
    expect(await subject.state(twin)).toEqual(await subject.state(again));
  },

  'has weights of 1 change nothing': async (subject) => {
    const exercise = easyExercise(subject);
    const [without, withOnes] = [await fitTo(subject, exercise), await fitTo(subject, weighted(exercise))];
    expect(await subject.state(withOnes)).toEqual(await subject.state(without));
    const { rows } = exercise.examples;
    expect(await subject.predict(withOnes, rows)).toEqual(await subject.predict(without, rows));
  },
};

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

import { RandomState } from '@feedforward/random';
import type { Answer, EstimatorUnderTest, Examples, Task } from './estimator-under-test.ts';

/** Examples that are given to an estimator, as plain rows. */
export interface PlainExamples extends Examples {
  readonly rows: readonly (readonly number[])[];
}

/** Something to learn, and an estimator's task in it. */
export interface Exercise {
  readonly task: Task;
  readonly examples: PlainExamples;
}

/**
 * Forty rows that are easy to learn from: classes apart from one another in every feature, or a sum of the features.
 * @param classes What the classes are called, in ascending order.
 */
export function easyExercise(
  { kind }: Pick<EstimatorUnderTest<unknown>, 'kind'>,
  {
    features = 2,
    count = 40,
    classes = [0, 1],
  }: { features?: number; count?: number; classes?: readonly Answer[] } = {},
): Exercise {
  const random = new RandomState(3);
  const groups = Array.from({ length: count }, (_, i) => i % classes.length);
  const rows = groups.map((group) =>
    Array.from({ length: features }, (_, j) => {
      const center = kind === 'regressor' ? 0 : 2 * (group === j % classes.length ? 1 : -1);
      return center + random.uniform(-0.8, 0.8);
    }),
  );
  const labels =
    kind === 'classifier'
      ? groups.map((group) => classes[group]!)
      : rows.map((row) => row.reduce((sum, value, j) => sum + (j % 2 ? -value : value), 0.5));
  const task = { seed: 5, features, classes: kind === 'classifier' ? classes : [], isWeighted: false };
  return { task, examples: { rows, labels } };
}

/** The same with weights of 1. */
export function weighted({
  task,
  examples,
}: Exercise): Exercise & { readonly examples: { readonly weights: number[] } } {
  return { task: { ...task, isWeighted: true }, examples: { ...examples, weights: examples.labels.map(() => 1) } };
}

/** A new estimator, fitted to an exercise. */
export async function fitTo<E>(subject: EstimatorUnderTest<E>, { task, examples }: Exercise): Promise<E> {
  const estimator = subject.make(task);
  await subject.fit(estimator, examples);
  return estimator;
}

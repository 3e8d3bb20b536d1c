import { Matrix, type MatrixLike } from '@feedforward/datasets';
import type { Answer, EstimatorUnderTest, Examples, Task } from './estimator-under-test.ts';

/** The mean row of each class. */
type Means = readonly { readonly label: Answer; readonly mean: readonly number[] }[];

/** The simplest classifier there is, with its state laid open for tests to break. */
export interface NearestMean {
  readonly task: Task;
  means: Means | undefined;
}

/** Keeps every convention; what breaks one is told from it by the suite. */
export const nearestMean: EstimatorUnderTest<NearestMean> = {
  kind: 'classifier',
  make: (task) => ({ task, means: undefined }),
  fit(estimator, { rows, labels, weights }: Examples) {
    const checked = checkedRows(rows, estimator.task.features);
    checkCount('labels', labels, checked.length);
    if (weights) checkNumbers(weights, checked.length);
    const unknown = labels.find((label) => !estimator.task.classes.includes(label));
    if (labels.some((label) => !estimator.task.classes.includes(label))) {
      throw new RangeError(`Cannot fit: the classes are [${estimator.task.classes}], found ${unknown}.`);
    }
    estimator.means = [...new Set(labels)].map((label) => {
      const own = [...checked.keys()].filter((i) => labels[i] === label);
      const total = own.reduce((sum, i) => sum + (weights?.[i] ?? 1), 0);
      const meanOf = (_: unknown, j: number) =>
        own.reduce((sum, i) => sum + (weights?.[i] ?? 1) * (checked[i]![j]! / total), 0);
      return { label, mean: Array.from({ length: estimator.task.features }, meanOf) };
    });
  },
  predict({ task, means }, rows) {
    if (!means) throw new Error('Cannot predict: it has not been fitted.');
    return checkedRows(rows, task.features).map((row) => {
      const distances = means.map(({ mean }) => Math.hypot(...row.map((value, j) => value - mean[j]!)));
      return means[distances.indexOf(Math.min(...distances))]!.label;
    });
  },
  score(estimator, { rows, labels }) {
    const answers = predictNow(estimator, rows);
    checkCount('labels', labels, answers.length);
    const unknown = labels.find((label) => !estimator.task.classes.includes(label));
    if (unknown !== undefined) throw new RangeError(`Cannot score: there is no class ${unknown}.`);
    return answers.filter((answer, i) => answer === labels[i]).length / answers.length;
  },
  params: ({ task }) => task,
  clone: ({ task }) => ({ task, means: undefined }),
  state: ({ means }) => structuredClone(means),
  reload: ({ task, means }) => ({ task, means: means && (JSON.parse(JSON.stringify(means)) as Means) }),
};

export function predictNow(estimator: NearestMean, rows: MatrixLike): readonly Answer[] {
  const answers = nearestMean.predict(estimator, rows);
  if (answers instanceof Promise) throw new Error('Nothing here takes time.');
  return answers;
}

function checkedRows(given: MatrixLike, features: number): number[][] {
  const matrix = Matrix.from(given);
  if (matrix.length === 0) throw new RangeError('Cannot use the rows: there are none.');
  if (matrix.shape[1] !== features) {
    throw new RangeError(`Cannot use the rows: they take ${features} features, found ${matrix.shape[1]}.`);
  }
  const rows = matrix.toRows();
  if (!rows.flat().every(Number.isFinite)) throw new RangeError('Cannot use the rows: a number is not finite.');
  return rows;
}

function checkNumbers(weights: readonly number[], count: number): void {
  checkCount('weights', weights, count);
  if (!weights.every(Number.isFinite)) throw new RangeError('Cannot use the weights: one is not finite.');
}

function checkCount(what: string, values: readonly unknown[], count: number): void {
  if (values.length !== count) throw new RangeError(`Cannot use the ${what}: ${values.length} for ${count} rows.`);
}

import { Matrix, type MatrixLike } from '@feedforward/datasets';
import { checkPositiveWeights } from '../check-examples.ts';
import type { LabelList } from '../labels/label-pairs.ts';
import type { RankedClasses } from './average-ranking.ts';
import { checkScores } from './binary-labels.ts';

/** Labels that are rows of 0 and 1, one number for each class: an example may be of several, or of none. */
export function isTable(values: LabelList | ArrayLike<number> | MatrixLike): values is MatrixLike {
  return values instanceof Matrix || typeof values[0] === 'object';
}

/** @throws RangeError if labels and scores are not of one shape, or not 0 and 1, or finite. */
export function rankedIndicators(
  labels: MatrixLike,
  scores: ArrayLike<number> | MatrixLike,
  weights: ArrayLike<number> | undefined,
  cannot: string,
): RankedClasses {
  const indicators = Matrix.from(labels);
  const [count, classes] = indicators.shape;
  const table = scoreRows(scores, count, classes, cannot);
  const rows = indicators.toRows();
  const wrong = rows.flat().findIndex((value) => value !== 0 && value !== 1);
  if (wrong >= 0) {
    throw new RangeError(
      `Cannot ${cannot}: rows of labels are 0 and 1, row ${Math.floor(wrong / classes)} has ${rows.flat()[wrong]}.`,
    );
  }
  checkPositiveWeights(weights, count, cannot);
  return { classes, scores: table, weights, isOf: (i, c) => rows[i]![c] === 1 };
}

/** Rows of scores. @throws RangeError if their shape is not as required, or one is not finite. */
export function scoreRows(
  scores: ArrayLike<number> | MatrixLike,
  count: number,
  classes: number,
  cannot: string,
): number[][] {
  const table = isTable(scores) ? Matrix.from(scores) : undefined;
  if (table?.shape[0] !== count || table.shape[1] !== classes) {
    throw new RangeError(
      `Cannot ${cannot}: ${count} labels of ${classes} classes take scores [${count}, ${classes}], they are [${table ? table.shape.join(', ') : scores.length}].`,
    );
  }
  const rows = table.toRows();
  checkScores(rows.flat(), count * classes, cannot);
  return rows;
}

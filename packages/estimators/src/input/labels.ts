import { type Labels, Matrix, takeTargets } from '@feedforward/datasets';
import { featureValues } from './example-columns.ts';
import type { FeatureValues, InputLabels } from './input-fn.ts';

/** What is taken wherever labels are asked for: those of a batch, or arrays of numbers or of rows. */
export type LabelsLike = InputLabels | readonly number[] | readonly (readonly number[])[];

/** The labels as a batch has them: typed arrays, matrices and strings as they are. @throws TypeError for other values. */
export function inputLabels(y: LabelsLike): InputLabels {
  return y instanceof Matrix || ArrayBuffer.isView(y) ? y : columnLabels('y', featureValues('y', y));
}

/**
 * A column as labels: one whole number each is a class's index, another a value to predict.
 * @throws TypeError for several strings a row.
 */
export function columnLabels(name: string, column: FeatureValues): InputLabels {
  if (!(column instanceof Matrix)) return column.map((value, row) => oneLabel(name, value, row));
  if (column.shape[1] !== 1) return column;
  const values = Float64Array.from(column.rows(), ([value]) => value!);
  return values.every(isWhole) ? Int32Array.from(values) : values;
}

/** The labels at these rows, in their order. */
export function takeLabels(labels: InputLabels, rows: Int32Array): InputLabels {
  if (labels instanceof Matrix || ArrayBuffer.isView(labels)) return takeTargets<Labels | Matrix>(labels, rows);
  return Array.from(rows, (row) => labels[row]!);
}

const isWhole = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 2 ** 31;

function oneLabel(name: string, value: string | readonly string[], row: number): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`Cannot use column "${name}" as labels: row ${row} has several strings.`);
}

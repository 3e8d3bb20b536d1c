import { Matrix, type MatrixLike, type Numbers } from '@feedforward/datasets';
import type { FeatureValues } from './input-fn.ts';

/** What is taken wherever a column of examples is asked for: rows of numbers, a number each, or strings. */
export type ColumnLike = MatrixLike | Numbers | readonly number[] | readonly string[] | readonly (readonly string[])[];

/**
 * The column as a batch has it: one number each makes a matrix `[rows, 1]`.
 * @throws RangeError for rows of different lengths, TypeError for other values: with the column's name.
 */
export function featureValues(name: string, column: ColumnLike): FeatureValues {
  if (column instanceof Matrix) return column;
  if (ArrayBuffer.isView(column)) return new Matrix(column, [column.length, 1]);
  if (areNumbers(column)) return new Matrix(Float64Array.from(column), [column.length, 1]);
  if (areStrings(column) || areStringLists(column)) return column;
  try {
    return Matrix.from(column);
  } catch (error) {
    const what = error instanceof TypeError ? TypeError : RangeError;
    throw new what(`Cannot use column "${name}". ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}

/** The values at these rows, in their order. */
export function takeValues(values: FeatureValues, rows: Int32Array): FeatureValues {
  if (values instanceof Matrix) return values.take(rows);
  if (isText(values)) return Array.from(rows, (row) => values[row]!);
  return Array.from(rows, (row) => values[row]!);
}

/** Whether it has one string a row, and not several: a column that was looked through before. */
const isText = (column: readonly string[] | readonly (readonly string[])[]): column is readonly string[] =>
  typeof column[0] === 'string';

const areNumbers = (column: readonly unknown[]): column is readonly number[] =>
  column.length > 0 && column.every((value) => typeof value === 'number');

const areStrings = (column: readonly unknown[]): column is readonly string[] =>
  column.length > 0 && column.every((value) => typeof value === 'string');

const areStringLists = (column: readonly unknown[]): column is readonly (readonly string[])[] =>
  column.length > 0 &&
  column.every((list) => Array.isArray(list) && list.every((value) => typeof value === 'string')) &&
  column.some((list) => Array.isArray(list) && list.length > 0);

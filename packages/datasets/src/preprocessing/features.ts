import { Matrix, type MatrixLike } from '../matrix.ts';

/**
 * Features that can be scaled: rows of numbers, some of which may be missing (NaN).
 * @param cannot What could not be done, as the error begins: `fit`.
 * @param width The columns that there must be.
 * @throws RangeError if there are none, too few or too many columns, or a number is infinite.
 */
export function checkFeatures(features: MatrixLike, cannot: string, width?: number): Matrix {
  const matrix = Matrix.from(features);
  const [count, columns] = matrix.shape;
  if (count === 0 || columns === 0) {
    throw new RangeError(`Cannot ${cannot}: it takes one row and one column at least, found [${count}, ${columns}].`);
  }
  if (width !== undefined && columns !== width) {
    throw new RangeError(`Cannot ${cannot}: it was fitted on ${width} columns, these rows have ${columns}.`);
  }
  let row = 0;
  for (const values of matrix.rows()) {
    const column = values.findIndex((value) => Math.abs(value) === Infinity);
    if (column >= 0) {
      throw new RangeError(
        `Cannot ${cannot}: numbers are finite, or NaN; row ${row}, column ${column} is ${values[column]}.`,
      );
    }
    row++;
  }
  return matrix;
}

/** Every number, by its column, as another. */
export function mapColumns(matrix: Matrix, map: (value: number, column: number) => number): Matrix<Float64Array> {
  const [count, columns] = matrix.shape;
  const mapped = new Float64Array(count * columns);
  let next = 0;
  for (const row of matrix.rows()) for (let j = 0; j < columns; j++) mapped[next++] = map(row[j]!, j);
  return new Matrix(mapped, [count, columns]);
}

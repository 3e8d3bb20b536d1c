import { Matrix, type MatrixLike, type Numbers } from '@feedforward/datasets';

/** Features as the inner loops read them: value j of row i is `values[i * width + j] * scale`, in float64. */
export interface FeatureRows {
  readonly values: Numbers;
  readonly scale: number;
  readonly count: number;
  readonly width: number;
}

/**
 * Checks features and lays them out in rows, without copying where they lie so already.
 * @param what What cannot be done if they are wrong, such as "fit".
 * @param width The columns that they must have.
 * @throws RangeError if there are none, if a value is not finite, or if the columns are too many or too few.
 */
export function featureRows(features: MatrixLike, what: string, width?: number): FeatureRows {
  const matrix = Matrix.from(features);
  const [count, columns] = matrix.shape;
  if (count === 0) throw new RangeError(`Cannot ${what}: there must be at least one row of features, found none.`);
  if (columns === 0) throw new RangeError(`Cannot ${what}: there must be at least one feature, the rows are empty.`);
  if (width !== undefined && columns !== width) {
    throw new RangeError(`Cannot ${what}: it was fitted on ${width} features, these rows have ${columns}.`);
  }
  const rows: FeatureRows = { values: matrix.data, scale: matrix.scale, count, width: columns };
  checkFinite(rows, what);
  return rows;
}

function checkFinite({ values, scale, width }: FeatureRows, what: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]! * scale;
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `Cannot ${what}: features must be finite, row ${Math.floor(i / width)}, column ${i % width} is ${value}.`,
      );
    }
  }
}

/** Σ weights[j] · x[j] over one row, added up from the left. */
export function dotRow({ values, scale, width }: FeatureRows, row: number, weights: Float64Array): number {
  const start = row * width;
  let sum = 0;
  for (let j = 0; j < width; j++) sum += weights[j]! * (values[start + j]! * scale);
  return sum;
}

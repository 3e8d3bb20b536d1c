import { Dataset, Matrix } from '@feedforward/datasets';

/** Brings columns to mean 0 and standard deviation 1: (x − mean) / deviation. */
export interface Scaling {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** The columns' means and standard deviations (dividing by n); a column whose values are all alike gets 1. */
export function fitScaling(features: Matrix): Scaling {
  const [rows, columns] = features.shape;
  const mean = new Array<number>(columns).fill(0);
  const squares = new Array<number>(columns).fill(0);
  for (const row of features.rows())
    row.forEach((value, j) => {
      mean[j]! += value / rows;
    });
  for (const row of features.rows())
    row.forEach((value, j) => {
      squares[j]! += (value - mean[j]!) ** 2 / rows;
    });
  return { mean, deviation: squares.map((square) => Math.sqrt(square) || 1) };
}

export function scaleFeatures(features: Matrix, { mean, deviation }: Scaling): Matrix {
  const [rows, columns] = features.shape;
  const scaled = new Float64Array(rows * columns);
  let next = 0;
  for (const row of features.rows()) {
    for (let j = 0; j < columns; j++) scaled[next++] = (row[j]! - mean[j]!) / deviation[j]!;
  }
  return new Matrix(scaled, [rows, columns]);
}

export function scaleDataset(dataset: Dataset, scaling: Scaling): Dataset {
  const { labels, featureNames, labelNames } = dataset;
  return new Dataset({ features: scaleFeatures(dataset.features, scaling), labels, featureNames, labelNames });
}

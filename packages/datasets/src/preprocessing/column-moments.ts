import type { Matrix } from '../matrix.ts';

/** Means and variances of columns, and how much weight of numbers they are of. */
export interface ColumnMoments {
  readonly mean: Float64Array;
  /** Of the numbers themselves: divided by how many they are, not by one less. */
  readonly var: Float64Array;
  readonly count: Float64Array;
}

/**
 * Moments of what was seen before and of more rows, in two passes with a correction (Chan, Golub and LeVeque 1983), as
 * scikit-learn's `_incremental_mean_and_var`. NaN is passed over; a column of nothing else has NaN for its moments.
 */
export function updateMoments(
  known: ColumnMoments | undefined,
  matrix: Matrix,
  weights: ArrayLike<number> | undefined,
): ColumnMoments {
  const added = sumsOf(matrix, weights);
  const columns = Array.from(added.count, (addedCount, j) => {
    const [sum, squares] = [added.sum[j]!, added.squares[j]!];
    const before = known?.count[j] ?? 0;
    if (known && addedCount === 0) return { count: before, mean: known.mean[j]!, var: known.var[j]! };
    if (!known || before === 0) return { count: addedCount, mean: sum / addedCount, var: squares / addedCount };
    const count = before + addedCount;
    const knownSum = known.mean[j]! * before;
    const ratio = before / addedCount;
    const all = known.var[j]! * before + squares + (ratio / count) * (knownSum / ratio - sum) ** 2;
    return { count, mean: (knownSum + sum) / count, var: all / count };
  });
  return {
    count: Float64Array.from(columns, (column) => column.count),
    mean: Float64Array.from(columns, (column) => column.mean),
    var: Float64Array.from(columns, (column) => column.var),
  };
}

/** For each column how much weight it has, its sum, and the sum of the squared distances from its mean. */
function sumsOf(matrix: Matrix, weights: ArrayLike<number> | undefined) {
  const columns = matrix.shape[1];
  const sums = (read: (value: number, column: number) => number): Float64Array => {
    const totals = new Float64Array(columns);
    let i = 0;
    for (const row of matrix.rows()) {
      const weight = weights ? weights[i]! : 1;
      for (let j = 0; j < columns; j++) if (!Number.isNaN(row[j]!)) totals[j]! += weight * read(row[j]!, j);
      i++;
    }
    return totals;
  };
  const count = sums(() => 1);
  const sum = sums((value) => value);
  const mean = sum.map((total, j) => total / count[j]!);
  const rest = sums((value, j) => value - mean[j]!);
  const squares = sums((value, j) => (value - mean[j]!) ** 2);
  return { count, sum, squares: squares.map((total, j) => total - rest[j]! ** 2 / count[j]!) };
}

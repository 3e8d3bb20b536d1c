import { Matrix, type MatrixLike } from '@feedforward/datasets';

/**
 * Whether each label's class is among the k that its row of outputs is largest for, by the rules of TensorFlow's
 * `in_top_k`: fewer than k outputs are strictly larger, so ties pass; and a label that is not one of the classes
 * fails, as does a row that has an output which is not finite.
 *
 * @param outputs `[batch, classes]`
 * @param labels Class indices `[batch]`.
 * @throws RangeError if k is not a whole number of 1 or more, or there are not as many labels as rows.
 *
 * @example
 * ```ts
 * import { inTopK } from '@feedforward/metrics';
 *
 * console.log(inTopK([[0.1, 0.7, 0.2], [0.4, 0.4, 0.2]], [2, 1], 1)); // [false, true]
 * ```
 */
export function inTopK(outputs: MatrixLike, labels: ArrayLike<number>, k: number): boolean[] {
  checkK(k, 'tell which labels are in the top k');
  const matrix = Matrix.from(outputs);
  if (labels.length !== matrix.length) {
    throw new RangeError(
      `Cannot tell which labels are in the top ${k}: ${matrix.length} rows of outputs take ${matrix.length} labels, there are ${labels.length}.`,
    );
  }
  return Array.from(matrix.rows(), (row, i) => {
    const own = row[labels[i]!];
    if (own === undefined || !row.every(Number.isFinite)) return false;
    return row.reduce((larger, output) => larger + (output > own ? 1 : 0), 0) < k;
  });
}

/** @throws RangeError unless k is a whole number of 1 or more. */
export function checkK(k: number, cannot: string): void {
  if (!(Number.isInteger(k) && k >= 1)) {
    throw new RangeError(`Cannot ${cannot}: k must be a whole number, 1 or more; it is ${k}.`);
  }
}

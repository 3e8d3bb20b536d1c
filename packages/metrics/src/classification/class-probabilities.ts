import { Matrix, type MatrixLike } from '@feedforward/datasets';
import { softmax } from '../ranking/collected-scores.ts';

/**
 * How likely each class is by a classifier's outputs, `[batch, classes]`: probabilities as they are, the softmax of
 * logits. A single output is that of class 1 and gives two columns.
 *
 * @param outputs `[batch, n]`, what their `outputKind` says; logits where it says nothing.
 * @throws RangeError for outputs that are values.
 *
 * @example
 * ```ts
 * import { Matrix } from '@feedforward/datasets';
 * import { classProbabilities } from '@feedforward/metrics';
 *
 * console.log(classProbabilities([[0, 0], [1000, 0]]).toRows()); // [[0.5, 0.5], [1, 0]]
 * console.log(classProbabilities(Matrix.from([[0.75]]).ofKind('probabilities')).toRows()); // [[0.25, 0.75]]
 * ```
 */
export function classProbabilities(outputs: MatrixLike): Matrix<Float64Array> {
  const matrix = Matrix.from(outputs);
  const [rows, columns] = matrix.shape;
  const { outputKind = 'logits' } = matrix;
  if (outputKind === 'values') {
    throw new RangeError('Cannot tell probabilities: outputs must be logits or probabilities, they are values.');
  }
  const classes = columns === 1 ? 2 : columns;
  const data = new Float64Array(rows * classes);
  for (let i = 0; i < rows; i++) data.set(sharesOf(matrix.row(i), outputKind === 'logits'), i * classes);
  return new Matrix(data, [rows, classes], { outputKind: 'probabilities' });
}

function sharesOf(row: Float64Array, areLogits: boolean): Float64Array {
  const [first = 0] = row;
  if (!areLogits) return row.length === 1 ? Float64Array.of(1 - first, first) : row;
  return softmax(row.length === 1 ? Float64Array.of(0, first) : row);
}

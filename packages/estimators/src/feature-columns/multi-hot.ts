import { Matrix } from '@feedforward/datasets';
import type { CategoricalColumn, Features } from './feature-column.ts';

/**
 * For each example, `[batch, size]`, how often it has each category, times a weight that depends on how many it has.
 * @throws RangeError for a category that the column does not have.
 */
export function multiHot(column: CategoricalColumn, features: Features, weight: (count: number) => number): Matrix {
  const { name, size } = column;
  const rows = column.categories(features);
  const values = new Float32Array(rows.length * size);
  rows.forEach((categories, row) => {
    const known = categories.filter((category) => category !== -1);
    for (const category of known) {
      if (!(Number.isInteger(category) && category >= 0 && category < size)) {
        throw new RangeError(
          `Cannot use feature column "${name}": its categories are 0 … ${size - 1}, row ${row} has ${category}.`,
        );
      }
      values[row * size + category]! += weight(known.length);
    }
  });
  return new Matrix(values, [rows.length, size]);
}

import { Matrix } from '@feedforward/datasets';
import type { InputBatch } from '../input/input-fn.ts';
import type { NumericColumn } from './numeric-column.ts';

/** How many numbers the columns give for an example. */
export function widthOf(columns: readonly NumericColumn[]): number {
  return columns.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

/**
 * The columns' values side by side, sorted by their names as TensorFlow's `input_layer` does.
 * @throws RangeError that names a column which the input lacks, or which has another width or number of rows.
 */
export function inputLayer(columns: readonly NumericColumn[], features: InputBatch['features']): Matrix {
  const sorted = columns.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const parts = sorted.map((column) => valuesOf(column, features));
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const rows = first?.length ?? 0;
  const uneven = parts.findIndex(({ length }) => length !== rows);
  if (uneven >= 0) {
    throw new RangeError(
      `Cannot join feature columns: "${sorted[0]!.key}" has ${rows} rows, "${sorted[uneven]!.key}" has ${parts[uneven]!.length}.`,
    );
  }
  const width = widthOf(columns);
  const values = new Float32Array(rows * width);
  let offset = 0;
  for (const part of parts) {
    const columnsOfPart = part.shape[1];
    const data = part.toFloat32();
    for (let i = 0; i < rows; i++) {
      values.set(data.subarray(i * columnsOfPart, (i + 1) * columnsOfPart), i * width + offset);
    }
    offset += columnsOfPart;
  }
  return new Matrix(values, [rows, width]);
}

function valuesOf(column: NumericColumn, features: InputBatch['features']): Matrix {
  const values = Object.hasOwn(features, column.key) ? features[column.key] : undefined;
  if (!values) {
    throw new RangeError(
      `Cannot find feature column "${column.key}" in the input, which has ${Object.keys(features).join(', ') || 'none'}.`,
    );
  }
  const width = widthOf([column]);
  if (values.shape[1] !== width) {
    throw new RangeError(
      `Cannot use feature column "${column.key}": it takes [batch, ${width}], the input has [${values.shape.join(', ')}].`,
    );
  }
  return values;
}

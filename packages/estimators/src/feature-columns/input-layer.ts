import { Matrix } from '@feedforward/datasets';
import type { Layer } from '@feedforward/layers';
import { embeddingLookup } from './embedding-lookup.ts';
import type { FeatureColumn, Features } from './feature-column.ts';

/** What lies between an input's columns and a network's first dense layer. */
export interface InputLayer {
  /** How many numbers of an example the network is fed. */
  readonly width: number;
  /**
   * The network's first layers: where a column is an embedding, the one that holds the tables, `input_layer`, with a
   * parameter `x_embedding.embedding_weights` for each. Else none.
   */
  readonly layers: readonly Layer[];
  /**
   * What the network is fed, `[batch, width]`: the columns' numbers side by side.
   * @throws RangeError or TypeError that names a column which the input lacks, or whose values cannot be used.
   */
  encode(features: Features): Matrix;
}

/**
 * Lays feature columns side by side, sorted by their names: TensorFlow's `input_layer`.
 * @throws RangeError if there are no columns, or two of one name; TypeError for what is no array, and for a categorical
 *   column, which must be made an indicator or an embedding first.
 */
export function inputLayer(columns: readonly FeatureColumn[]): InputLayer {
  if (!Array.isArray(columns)) {
    throw new TypeError(`Cannot make an input layer: it takes an array of feature columns, found ${typeof columns}.`);
  }
  columns.forEach(checkColumn);
  if (columns.length === 0) throw new RangeError('Cannot make an input layer: there are no feature columns.');
  const sorted = columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const twice = sorted.find(({ name }, i) => name === sorted[i + 1]?.name);
  if (twice) throw new RangeError(`Cannot make an input layer: there are two feature columns "${twice.name}".`);
  const width = sorted.reduce((sum, column) => sum + column.width, 0);
  const layers = sorted.some(({ embedding }) => embedding) ? [embeddingLookup(sorted)] : [];
  return { width, layers, encode: (features) => sideBySide(sorted, width, features) };
}

function checkColumn(column: FeatureColumn): void {
  if (typeof column?.encode === 'function') return;
  const name = typeof column?.name === 'string' ? `column "${column.name}"` : String(column);
  throw new TypeError(
    `Cannot feed ${name} to a network: it takes numeric, bucketized, indicator and embedding columns. Wrap a categorical one in indicatorColumn or embeddingColumn.`,
  );
}

function sideBySide(columns: readonly FeatureColumn[], width: number, features: Features): Matrix {
  const parts = columns.map((column) => column.encode(features));
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const rows = first?.length ?? 0;
  const uneven = parts.findIndex(({ length }) => length !== rows);
  if (uneven >= 0) {
    throw new RangeError(
      `Cannot join feature columns: "${columns[0]!.name}" has ${rows} rows, "${columns[uneven]!.name}" has ${parts[uneven]!.length}.`,
    );
  }
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

import { copyScaled, gatherScaled } from './copy-scaled.ts';
import { describeValue } from './describe-value.ts';
import type { Numbers } from './numbers.ts';
import type { OutputKind } from './output-kind.ts';

/** What is taken wherever features are asked for: a matrix, or its rows. */
export type MatrixLike = Matrix | readonly ArrayLike<number>[];

/** How a view reads its storage: row i begins at `rowIndex[i] * stride`, or at `(first + i) * stride`. */
interface Layout {
  readonly stride: number;
  readonly first: number;
  readonly rowIndex?: Int32Array | undefined;
  readonly columnIndex?: Int32Array | undefined;
}

/**
 * Numbers in rows and columns over one typed array. `slice`, `take` and `columns` are views: they copy nothing.
 *
 * Values are stored as they came and multiplied by `scale` when they are read, so that a picture's bytes stay
 * bytes (`scale` 1/255) and still feed a network with 0 … 1.
 *
 * @example
 * ```ts
 * import { Matrix } from '@feedforward/datasets';
 *
 * const matrix = new Matrix(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
 * console.log(matrix.columns([0, 2]).toRows()); // [[1, 3], [4, 6]]
 * console.log(Array.from(matrix.argMax())); // [2, 2]
 * ```
 */
export class Matrix<T extends Numbers = Numbers> {
  /** Rows and columns. */
  readonly shape: readonly [rows: number, columns: number];
  /** What a stored number is multiplied by when it is read. Default 1. */
  readonly scale: number;
  /** Where these are a network's outputs: what they are, which scores go by. Its views have it, too. */
  readonly outputKind: OutputKind | undefined;
  readonly #storage: T;
  readonly #layout: Layout;
  #contiguous: T | undefined;

  /**
   * @param data The numbers, row after row.
   * @param layout Where a view lies in `data`: for `slice`, `take` and `columns` only.
   * @throws RangeError if the shape does not fit the data, or the scale is not finite.
   */
  constructor(
    data: T,
    shape: readonly [rows: number, columns: number],
    options: { readonly scale?: number; readonly outputKind?: OutputKind | undefined } = {},
    layout?: Layout,
  ) {
    const [rows, columns] = shape;
    if (!layout && !(isCount(rows) && isCount(columns) && rows * columns === data.length)) {
      throw new RangeError(
        `Cannot make a [${rows}, ${columns}] matrix of ${data.length} numbers: its rows and columns are whole numbers, whose product must be ${data.length}.`,
      );
    }
    this.#storage = data;
    this.#layout = layout ?? { stride: columns, first: 0 };
    this.shape = [rows, columns];
    this.scale = options.scale ?? 1;
    this.outputKind = options.outputKind;
    if (!Number.isFinite(this.scale)) {
      throw new RangeError(`Cannot make a matrix with scale ${this.scale}: it takes a finite number.`);
    }
  }

  /**
   * A matrix of the rows, in float64; a matrix is given back as it is.
   * @throws RangeError if a row is shorter or longer than the first, TypeError for something else than rows of numbers.
   */
  static from(rows: MatrixLike): Matrix {
    if (rows instanceof Matrix) return rows;
    if (!Array.isArray(rows)) {
      throw new TypeError(`Cannot make a matrix: it takes an array of rows, found ${describeValue(rows)}.`);
    }
    const columns: number = rows[0]?.length ?? 0;
    const data = new Float64Array(rows.length * columns);
    // By index, for forEach passes over the holes of an array.
    for (let i = 0; i < rows.length; i++) {
      const row: ArrayLike<number> | undefined = rows[i];
      if (typeof row?.length !== 'number' || typeof row === 'string') {
        throw new TypeError(`Cannot make a matrix: row ${i} is not an array of numbers but ${describeValue(row)}.`);
      }
      if (row.length !== columns) {
        throw new RangeError(`Cannot make a matrix: row 0 has ${columns} numbers, row ${i} has ${row.length}.`);
      }
      for (let j = 0; j < columns; j++) {
        if (typeof row[j] !== 'number') {
          throw new TypeError(
            `Cannot make a matrix: row ${i}, column ${j} is not a number but ${describeValue(row[j])}.`,
          );
        }
        data[i * columns + j] = row[j]!;
      }
    }
    return new Matrix(data, [rows.length, columns]);
  }

  /**
   * A view of the same numbers that says what they are, for a score of outputs that did not come from a trainer.
   *
   * @example
   * ```ts
   * import { Matrix } from '@feedforward/datasets';
   * import { accuracy, score } from '@feedforward/metrics';
   *
   * const outputs = Matrix.from([[0.9], [0.2]]);
   * console.log(score(accuracy(), outputs, [1, 0])); // 0.5
   * // That took them for logits, of which all above 0 are of class 1.
   * console.log(score(accuracy(), outputs.ofKind('probabilities'), [1, 0])); // 1
   * ```
   */
  ofKind(outputKind: OutputKind | undefined): Matrix<T> {
    const { scale } = this;
    return new Matrix(this.#storage, this.shape, { scale, outputKind }, this.#layout);
  }

  /** The number of rows. */
  get length(): number {
    return this.shape[0];
  }

  /**
   * The stored numbers, unscaled, row after row. Costs nothing where they lie together; else a copy, made once.
   */
  get data(): T {
    this.#contiguous ??= this.#gather();
    return this.#contiguous;
  }

  /** The value at a row and column, scaled. @throws RangeError outside the matrix. */
  at(row: number, column: number): number {
    const [rows, columns] = this.shape;
    if (!(isIndex(row, rows) && isIndex(column, columns))) {
      throw new RangeError(`Cannot read row ${row}, column ${column} of a [${rows}, ${columns}] matrix.`);
    }
    const { columnIndex } = this.#layout;
    return this.#storage[this.#rowStart(row) + (columnIndex ? columnIndex[column]! : column)]! * this.scale;
  }

  /** One row's values, scaled. @throws RangeError outside the matrix. */
  row(index: number): Float64Array {
    checkIndex(index, this.shape[0], 'row');
    const values = new Float64Array(this.shape[1]);
    this.#readRow(index, values, 0);
    return values;
  }

  /** The rows' values, scaled, one after the other. */
  *rows(): Generator<Float64Array> {
    for (let i = 0; i < this.shape[0]; i++) yield this.row(i);
  }

  /** All values, scaled, as plain arrays. */
  toRows(): number[][] {
    return Array.from(this.rows(), (row) => Array.from(row));
  }

  /** A view of rows `start` … `end` − 1, counted as `Array.prototype.slice` counts. */
  slice(start = 0, end: number = this.shape[0]): Matrix<T> {
    const [rows, columns] = this.shape;
    const from = clampIndex(start, rows);
    const count = Math.max(0, clampIndex(end, rows) - from);
    const { rowIndex, first } = this.#layout;
    return this.#view(
      rowIndex ? { rowIndex: rowIndex.subarray(from, from + count) } : { first: first + from },
      count,
      columns,
    );
  }

  /** A view of the rows at these indices, in their order. @throws RangeError for an index outside the matrix. */
  take(indices: ArrayLike<number>): Matrix<T> {
    const { rowIndex, first } = this.#layout;
    const taken = new Int32Array(indices.length);
    for (let k = 0; k < taken.length; k++) {
      const i = indices[k]!;
      checkIndex(i, this.shape[0], 'row');
      taken[k] = rowIndex ? rowIndex[i]! : first + i;
    }
    return this.#view({ rowIndex: taken }, taken.length, this.shape[1]);
  }

  /** A view of the columns at these indices, in their order. @throws RangeError for an index outside the matrix. */
  columns(indices: ArrayLike<number>): Matrix<T> {
    const { columnIndex } = this.#layout;
    const chosen = Int32Array.from(indices, (i) => {
      checkIndex(i, this.shape[1], 'column');
      return columnIndex ? columnIndex[i]! : i;
    });
    return this.#view({ columnIndex: chosen }, this.shape[0], chosen.length);
  }

  /**
   * For each row, the column of its largest value: the first of equals, and of NaNs, as NumPy has it.
   * @throws RangeError if there are no columns.
   */
  argMax(): Int32Array {
    const [rows, columns] = this.shape;
    if (columns === 0) {
      throw new RangeError(`Cannot find the largest value of each row: a [${rows}, 0] matrix has none.`);
    }
    const largest = new Int32Array(rows);
    const row = new Float64Array(columns);
    for (let i = 0; i < largest.length; i++) {
      this.#readRow(i, row, 0);
      largest[i] = argMaxOf(row);
    }
    return largest;
  }

  /**
   * All values, scaled, row after row, in float32: what a network is fed. Writes into `out` where it is given.
   * @throws RangeError if `out` is too short.
   */
  toFloat32(out: Float32Array = new Float32Array(this.shape[0] * this.shape[1])): Float32Array {
    const [rows, columns] = this.shape;
    if (out.length < rows * columns) {
      throw new RangeError(
        `Cannot write a [${rows}, ${columns}] matrix: it takes ${rows * columns} numbers, there is room for ${out.length}.`,
      );
    }
    for (let i = 0; i < rows; i++) this.#readRow(i, out, i * columns);
    return out;
  }

  /**
   * Copies the stored bytes, unscaled, row after row, `stride` apart in `out`. What a kernel is fed that scales them.
   * @returns False, and does nothing, where the numbers are not stored as bytes.
   * @throws RangeError if `out` is too short.
   */
  readBytes(out: Uint8Array, stride: number = this.shape[1]): boolean {
    const storage: Numbers = this.#storage;
    if (!(storage instanceof Uint8Array)) return false;
    const [rows, columns] = this.shape;
    if (rows > 0 && out.length < (rows - 1) * stride + columns) {
      throw new RangeError(
        `Cannot write the bytes of a [${rows}, ${columns}] matrix: there is room for ${out.length}.`,
      );
    }
    const { columnIndex } = this.#layout;
    for (let i = 0; i < rows; i++) {
      const start = this.#rowStart(i);
      if (!columnIndex) out.set(storage.subarray(start, start + columns), i * stride);
      else for (let j = 0; j < columns; j++) out[i * stride + j] = storage[start + columnIndex[j]!]!;
    }
    return true;
  }

  #readRow(row: number, out: Float32Array | Float64Array, at: number): void {
    const { columnIndex } = this.#layout;
    if (columnIndex) gatherScaled(this.#storage, this.#rowStart(row), columnIndex, this.scale, out, at);
    else copyScaled(this.#storage, this.#rowStart(row), this.shape[1], this.scale, out, at);
  }

  #rowStart(row: number): number {
    const { rowIndex, first, stride } = this.#layout;
    return (rowIndex ? rowIndex[row]! : first + row) * stride;
  }

  #view(change: Partial<Layout>, rows: number, columns: number): Matrix<T> {
    const { scale, outputKind } = this;
    return new Matrix(this.#storage, [rows, columns], { scale, outputKind }, { ...this.#layout, ...change });
  }

  #gather(): T {
    const [rows, columns] = this.shape;
    const { rowIndex, columnIndex, stride } = this.#layout;
    if (!rowIndex && !columnIndex) {
      const start = this.#rowStart(0);
      return this.#storage.subarray(start, start + rows * stride) as T;
    }
    const TypedArray = this.#storage.constructor as new (length: number) => T;
    const out = new TypedArray(rows * columns);
    let next = 0;
    for (let i = 0; i < rows; i++) {
      const start = this.#rowStart(i);
      for (let j = 0; j < columns; j++) out[next++] = this.#storage[start + (columnIndex ? columnIndex[j]! : j)]!;
    }
    return out;
  }
}

const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0;

const isIndex = (n: number, length: number): boolean => isCount(n) && n < length;

function clampIndex(index: number, length: number): number {
  const whole = Math.trunc(index) || 0; // NaN counts as 0
  return whole < 0 ? Math.max(0, length + whole) : Math.min(whole, length);
}

function argMaxOf(row: Float64Array): number {
  let best = 0;
  for (let j = 0; j < row.length; j++) {
    const value = row[j]!;
    if (Number.isNaN(value)) return j;
    if (value > row[best]!) best = j;
  }
  return best;
}

function checkIndex(index: number, length: number, what: string): void {
  if (!isIndex(index, length)) {
    throw new RangeError(`Cannot take ${what} ${index}: there are ${length}, counted from 0.`);
  }
}

import type { Initializer } from './initializer.ts';
import { checkFinite, fansOf, makeInitializer } from './make-initializer.ts';

/** What {@link orthogonal} takes. */
export interface OrthogonalOptions {
  /** What the matrix is multiplied by. Default 1. */
  readonly gain?: number | undefined;
}

/**
 * A random matrix with orthonormal columns, or rows where there are fewer of them (Saxe et al. 2014): the Q of a
 * normal matrix's QR decomposition in which R has a positive diagonal, as TensorFlow's. For kernels.
 * @throws RangeError if the gain is not finite.
 */
export function orthogonal({ gain = 1 }: OrthogonalOptions = {}): Initializer {
  checkFinite('orthogonal', { gain });
  return makeInitializer({ type: 'orthogonal', gain }, (shape, random) => {
    const { fanIn, fanOut } = fansOf('orthogonal', shape);
    const [length, count] = fanIn < fanOut ? [fanOut, fanIn] : [fanIn, fanOut];
    const columns = orthonormal(columnsOf(random.randn(length * count), length, count));
    const values = new Float64Array(fanIn * fanOut);
    columns.forEach((column, j) => {
      column.forEach((value, i) => {
        values[fanIn < fanOut ? j * length + i : i * count + j] = gain * value;
      });
    });
    return values;
  });
}

function columnsOf(rows: Float64Array, length: number, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, j) => Float64Array.from({ length }, (_, i) => rows[i * count + j]!));
}

/** Gram and Schmidt's process, in place. Twice over, which holds the columns orthogonal to the last bits. */
function orthonormal(columns: Float64Array[]): Float64Array[] {
  columns.forEach((column, j) => {
    for (let pass = 0; pass < 2; pass++) {
      for (const before of columns.slice(0, j)) addScaled(column, before, -dot(column, before));
    }
    const norm = Math.sqrt(dot(column, column));
    for (let i = 0; i < column.length; i++) column[i]! /= norm;
  });
  return columns;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i]! += factor * b[i]!;
}

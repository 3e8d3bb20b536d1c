import { activateColumns, activateColumnsBack } from './activations';
import { exp } from './elementary';
import { panelsOf, shareOf } from './share';
import { laneMask, sumOfLanes } from './simd';

// Each thread takes some of the columns, or, where a row belongs together, some of the rows. Strides are in bytes.

export function activate(
  kind: i32,
  alpha: f32,
  x: usize,
  y: usize,
  stride: usize,
  columns: i32,
  rows: i32,
  thread: i32,
  threads: i32,
): void {
  const panels = panelsOf(columns);
  const last = shareOf(panels, thread + 1, threads);
  for (let panel = shareOf(panels, thread, threads); panel < last; panel++) {
    const at = (<usize>panel) << 5;
    activateColumns(kind, alpha, x + at, y + at, stride, rows);
  }
}

export function activateBack(
  kind: i32,
  alpha: f32,
  gradient: usize,
  x: usize,
  y: usize,
  stride: usize,
  columns: i32,
  rows: i32,
  thread: i32,
  threads: i32,
): void {
  const panels = panelsOf(columns);
  const last = shareOf(panels, thread + 1, threads);
  for (let panel = shareOf(panels, thread, threads); panel < last; panel++) {
    const at = (<usize>panel) << 5;
    activateColumnsBack(kind, alpha, gradient + at, x + at, y + at, stride, rows);
  }
}

/** y = x · mask, number by number; y may be x. */
export function multiply(x: usize, mask: usize, y: usize, stride: usize, rows: i32, thread: i32, threads: i32): void {
  const first = <usize>shareOf(rows, thread, threads) * stride;
  const last = <usize>shareOf(rows, thread + 1, threads) * stride;
  for (let at = first; at < last; at += 16) {
    v128.store(y + at, f32x4.mul(v128.load(x + at), v128.load(mask + at)));
  }
}

/** The largest of a row's numbers. */
export function largest(row: usize, columns: i32): f32 {
  const lowest = f32x4.splat(-Infinity);
  let most = lowest;
  for (let column = 0; column < columns; column += 4) {
    const value = v128.bitselect(v128.load(row + ((<usize>column) << 2)), lowest, laneMask(column, columns));
    most = f32x4.max(most, value);
  }
  return max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/** The sum of exp(x − shift) over a row; unless `result` is 0, they are written there, and 0 beyond the columns. */
export function exponentials(row: usize, result: usize, columns: i32, shift: f32): f32 {
  let sum = f32x4.splat(0);
  for (let column = 0; column < columns; column += 4) {
    const at = (<usize>column) << 2;
    const power = v128.and(exp(f32x4.sub(v128.load(row + at), f32x4.splat(shift))), laneMask(column, columns));
    if (result != 0) v128.store(result + at, power);
    sum = f32x4.add(sum, power);
  }
  return sumOfLanes(sum);
}

/** Each row's softmax. */
export function softmax(x: usize, y: usize, stride: usize, columns: i32, rows: i32, thread: i32, threads: i32): void {
  const last = shareOf(rows, thread + 1, threads);
  for (let row = shareOf(rows, thread, threads); row < last; row++) {
    const from = x + <usize>row * stride;
    const to = y + <usize>row * stride;
    const sum = f32x4.splat(exponentials(from, to, columns, largest(from, columns)));
    for (let column = 0; column < columns; column += 4) {
      const at = (<usize>column) << 2;
      v128.store(to + at, f32x4.div(v128.load(to + at), sum));
    }
  }
}

/** Turns gradients with respect to softmax's output y into those with respect to its input: y · (g − Σ g·y). */
export function softmaxBack(
  gradient: usize,
  y: usize,
  stride: usize,
  columns: i32,
  rows: i32,
  thread: i32,
  threads: i32,
): void {
  const last = shareOf(rows, thread + 1, threads);
  for (let row = shareOf(rows, thread, threads); row < last; row++) {
    const g = gradient + <usize>row * stride;
    const out = y + <usize>row * stride;
    let sum = f32x4.splat(0);
    for (let column = 0; column < columns; column += 4) {
      const at = (<usize>column) << 2;
      const product = f32x4.mul(v128.load(g + at), v128.load(out + at));
      sum = f32x4.add(sum, v128.and(product, laneMask(column, columns)));
    }
    const total = f32x4.splat(sumOfLanes(sum));
    for (let column = 0; column < columns; column += 4) {
      const at = (<usize>column) << 2;
      v128.store(g + at, f32x4.mul(v128.load(out + at), f32x4.sub(v128.load(g + at), total)));
    }
  }
}

/** Copies so many numbers, a multiple of 4; the first thread does. */
export function copy(from: usize, to: usize, count: i32, thread: i32): void {
  if (thread == 0) memory.copy(to, from, (<usize>count) << 2);
}

import { activateColumns, activateColumnsBack } from './activations';
import { exp } from './elementary';
import { Activate, ActivateBack, Copy, Multiply, Softmax, SoftmaxBack } from './instructions';
import { panelsOf, shareOf } from './share';
import { laneMask, sumOfLanes } from './simd';

// Each thread takes some of the columns, or, where a row belongs together, some of the rows. Strides are in bytes.

export function activate(op: Activate, rows: i32, thread: i32, threads: i32): void {
  const panels = panelsOf(op.columns);
  const last = shareOf(panels, thread + 1, threads);
  for (let panel = shareOf(panels, thread, threads); panel < last; panel++) {
    const at = <usize>panel << 5;
    activateColumns(op.kind, op.alpha, op.inputs + at, op.outputs + at, op.stride, rows);
  }
}

export function activateBack(op: ActivateBack, rows: i32, thread: i32, threads: i32): void {
  const panels = panelsOf(op.columns);
  const last = shareOf(panels, thread + 1, threads);
  for (let panel = shareOf(panels, thread, threads); panel < last; panel++) {
    const at = <usize>panel << 5;
    activateColumnsBack(op.kind, op.alpha, op.gradient + at, op.inputs + at, op.outputs + at, op.stride, rows);
  }
}

/** outputs = inputs · mask, number by number, also in place. */
export function multiply(op: Multiply, rows: i32, thread: i32, threads: i32): void {
  const last = <usize>shareOf(rows, thread + 1, threads) * op.stride;
  for (let at = <usize>shareOf(rows, thread, threads) * op.stride; at < last; at += 16) {
    v128.store(op.outputs + at, f32x4.mul(v128.load(op.inputs + at), v128.load(op.mask + at)));
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
export function softmax(op: Softmax, rows: i32, thread: i32, threads: i32): void {
  const columns = op.columns;
  const last = shareOf(rows, thread + 1, threads);
  for (let row = shareOf(rows, thread, threads); row < last; row++) {
    const from = op.inputs + <usize>row * op.stride;
    const to = op.outputs + <usize>row * op.stride;
    const sum = f32x4.splat(exponentials(from, to, columns, largest(from, columns)));
    for (let column = 0; column < columns; column += 4) {
      const at = to + (<usize>column << 2);
      v128.store(at, f32x4.div(v128.load(at), sum));
    }
  }
}

/** Turns gradients with respect to softmax's output y into those with respect to its input: y · (g − Σ g·y). */
export function softmaxBack(op: SoftmaxBack, rows: i32, thread: i32, threads: i32): void {
  const columns = op.columns;
  const last = shareOf(rows, thread + 1, threads);
  for (let row = shareOf(rows, thread, threads); row < last; row++) {
    const g = op.gradient + <usize>row * op.stride;
    const y = op.outputs + <usize>row * op.stride;
    let sum = f32x4.splat(0);
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>column << 2;
      const product = f32x4.mul(v128.load(g + at), v128.load(y + at));
      sum = f32x4.add(sum, v128.and(product, laneMask(column, columns)));
    }
    const total = f32x4.splat(sumOfLanes(sum));
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>column << 2;
      v128.store(g + at, f32x4.mul(v128.load(y + at), f32x4.sub(v128.load(g + at), total)));
    }
  }
}

/** Copies so many numbers; the first thread does. */
export function copy(op: Copy, thread: i32): void {
  if (thread == 0) memory.copy(op.to, op.from, <usize>op.count << 2);
}

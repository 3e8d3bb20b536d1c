import { blockDepth, gradientDescent, gradientOnly } from '../src/kernels/codes';
import { activateColumns } from './activations';
import { applyUpdates } from './dense';
import { Dense, DenseUpdate } from './instructions';
import { panelsOf, shareOf } from './share';
import { madd } from './simd';
import { SparseTable } from './sparse-scan';

/** Panels that are worked on together, so that eight chains of sums run side by side. */
const groupPanels: i32 = 4;

/** Whether a scan has found the inputs sparse. @param table - its address, or 0 for none */
@inline
export function isSparse(table: usize): bool {
  return table != 0 && changetype<SparseTable>(table).isSparse != 0;
}

/** What {@link dense} does, for sparse inputs. */
export function sparseDense(op: Dense, rows: i32, thread: i32, threads: i32): void {
  const table = changetype<SparseTable>(op.sparse);
  const panels = panelsOf(op.columns);
  const groups = (panels + groupPanels - 1) / groupPanels;
  const stride = op.outputStride;
  const last = shareOf(groups, thread + 1, threads);
  for (let group = shareOf(groups, thread, threads); group < last; group++) {
    const panel = group * groupPanels;
    const count = min(groupPanels, panels - panel);
    // A group that is not full multiplies its last panel more than once, and keeps one result.
    const w0 = op.weights + <usize>panel * op.panelBytes;
    const w1 = w0 + (count > 1 ? op.panelBytes : 0);
    const w2 = w1 + (count > 2 ? op.panelBytes : 0);
    const w3 = w2 + (count > 3 ? op.panelBytes : 0);
    const at = <usize>panel << 5;
    const bias = op.bias != 0 ? op.bias + at : 0;
    for (let row = 0; row < rows; row++) {
      const entries = table.rowLists + <usize>row * table.rowBytes;
      const found = load<i32>(table.rowCounts + (<usize>row << 2));
      sparseRow(entries, found, w0, w1, w2, w3, bias, op.sums + <usize>row * stride + at, count);
    }
    for (let i = 0; i < count; i++) {
      const place = at + (<usize>i << 5);
      activateColumns(op.activation, op.alpha, op.sums + place, op.outputs + place, stride, rows);
    }
  }
}

function sparseRow(entry: usize, found: i32, w0: usize, w1: usize, w2: usize, w3: usize, bias: usize, result: usize, count: i32): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  if (bias != 0) {
    a0 = v128.load(bias); a1 = v128.load(bias, 16);
    if (count > 1) { b0 = v128.load(bias, 32); b1 = v128.load(bias, 48); }
    if (count > 2) { c0 = v128.load(bias, 64); c1 = v128.load(bias, 80); }
    if (count > 3) { d0 = v128.load(bias, 96); d1 = v128.load(bias, 112); }
  }
  const end = entry + (<usize>found << 3);
  for (; entry < end; entry += 8) {
    const k = <usize>load<u32>(entry);
    const x = v128.load_splat<f32>(entry, 4);
    a0 = madd(x, v128.load(w0 + k), a0); a1 = madd(x, v128.load(w0 + k, 16), a1);
    b0 = madd(x, v128.load(w1 + k), b0); b1 = madd(x, v128.load(w1 + k, 16), b1);
    c0 = madd(x, v128.load(w2 + k), c0); c1 = madd(x, v128.load(w2 + k, 16), c1);
    d0 = madd(x, v128.load(w3 + k), d0); d1 = madd(x, v128.load(w3 + k, 16), d1);
  }
  v128.store(result, a0); v128.store(result, a1, 16);
  if (count > 1) { v128.store(result, b0, 32); v128.store(result, b1, 48); }
  if (count > 2) { v128.store(result, c0, 64); v128.store(result, c1, 80); }
  if (count > 3) { v128.store(result, d0, 96); v128.store(result, d1, 112); }
}

/** What {@link denseUpdate} does, for sparse inputs. */
export function sparseUpdate(op: DenseUpdate, rows: i32, thread: i32, threads: i32): void {
  const table = changetype<SparseTable>(op.sparse);
  const optimizer = op.optimizer;
  const adds = optimizer == gradientDescent;
  const factor = -load<f32>(op.settings);
  const scratch = op.scratch + <usize>thread * op.scratchBytes;
  const packed = scratch + 128;
  const own = packed + (<usize>blockDepth << 7);
  const panels = panelsOf(op.columns);
  const groups = (panels + groupPanels - 1) / groupPanels;
  const last = shareOf(groups, thread + 1, threads);
  for (let group = shareOf(groups, thread, threads); group < last; group++) {
    const panel = group * groupPanels;
    const count = min(groupPanels, panels - panel);
    const at = <usize>panel << 5;
    const shift = <usize>panel * op.panelBytes;
    const sums = optimizer == gradientOnly && op.bias != 0 ? op.biasGradient + at : scratch;
    packGroup(op.gradient + at, op.gradientStride, rows, count, packed, sums);
    const result = adds ? op.weights + shift : optimizer == gradientOnly ? op.weightGradient + shift : own;
    for (let column = 0; column < op.depth; column++) {
      const found = load<i32>(table.columnCounts + (<usize>column << 2));
      if (found == 0 && adds) continue;
      const entries = table.columnLists + <usize>column * table.columnBytes;
      sparseColumn(entries, found, packed, result + (<usize>column << 5), op.panelBytes, count, adds, factor);
    }
    applyUpdates(op, count, own, sums, at, shift);
  }
}

/** Up to four panels' columns side by side, `[rows][32]`, and their sums over the rows. */
function packGroup(source: usize, stride: usize, rows: i32, count: i32, packed: usize, sums: usize): void {
  const zero = f32x4.splat(0);
  for (let part: usize = 0; part < 8; part++) {
    const isThere = <i32>(part >> 1) < count;
    let sum = zero;
    let from = source + (part << 4);
    let to = packed + (part << 4);
    for (let row = 0; row < rows; row++) {
      const value = isThere ? v128.load(from) : zero;
      sum = f32x4.add(sum, value);
      v128.store(to, value);
      from += stride;
      to += 128;
    }
    if (isThere) v128.store(sums + (part << 4), sum);
  }
}

function sparseColumn(entry: usize, found: i32, packed: usize, result: usize, panelBytes: usize, count: i32, adds: bool, factor: f32): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  const end = entry + (<usize>found << 3);
  for (; entry < end; entry += 8) {
    const g = packed + <usize>load<u32>(entry);
    const x = v128.load_splat<f32>(entry, 4);
    a0 = madd(x, v128.load(g), a0); a1 = madd(x, v128.load(g, 16), a1);
    b0 = madd(x, v128.load(g, 32), b0); b1 = madd(x, v128.load(g, 48), b1);
    c0 = madd(x, v128.load(g, 64), c0); c1 = madd(x, v128.load(g, 80), c1);
    d0 = madd(x, v128.load(g, 96), d0); d1 = madd(x, v128.load(g, 112), d1);
  }
  put(a0, a1, result, adds, factor);
  if (count > 1) put(b0, b1, result + panelBytes, adds, factor);
  if (count > 2) put(c0, c1, result + 2 * panelBytes, adds, factor);
  if (count > 3) put(d0, d1, result + 3 * panelBytes, adds, factor);
}

@inline
function put(low: v128, high: v128, result: usize, adds: bool, factor: f32): void {
  if (adds) {
    const s = f32x4.splat(factor);
    low = madd(low, s, v128.load(result));
    high = madd(high, s, v128.load(result, 16));
  }
  v128.store(result, low);
  v128.store(result, high, 16);
}

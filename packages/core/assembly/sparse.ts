import { blockDepth, gradientDescent, gradientOnly } from '../src/kernels/codes';
import { updateFloats } from './optimizers';
import { panelsOf, shareOf } from './share';
import { madd } from './simd';

// Pictures are mostly black: four in five of MNIST's pixels are 0, and what is multiplied by 0 changes no sum. Where
// the inputs have that many zeros, the first layer passes over them, with the numbers added in the order in which the
// tiles add them.

/** The share of numbers other than 0 up to which passing over the zeros pays. */
export const highestShare: f64 = 0.4;

// What a scan leaves, as words at the address `sparse`: whether the inputs are sparse; then, for the rows and for the
// columns, where their entries are, how many bytes one row or column has for them, and where the counts are. An entry
// is an offset into what it will be multiplied with, and the number.
const rowEntries: usize = 4;
const rowBytes: usize = 8;
const rowCounts: usize = 12;
const columnEntries: usize = 16;
const columnBytes: usize = 20;
const columnCounts: usize = 24;

/** Panels that are worked on together, so that eight chains of sums run side by side. */
const groupPanels: i32 = 4;

/** Lists each row's numbers other than 0. */
export function scanRows(inputs: usize, stride: usize, depth: i32, sparse: usize, rows: i32, thread: i32, threads: i32): void {
  const last = shareOf(rows, thread + 1, threads);
  const zero = f32x4.splat(0);
  for (let row = shareOf(rows, thread, threads); row < last; row++) {
    const begin = load<usize>(sparse + rowEntries) + <usize>row * load<usize>(sparse + rowBytes);
    let entry = begin;
    let x = inputs + <usize>row * stride;
    for (let k = 0; k < depth; k += 4, x += 16) {
      if (!v128.any_true(f32x4.ne(v128.load(x), zero))) continue;
      for (let lane = 0; lane < 4; lane++) {
        const value = load<f32>(x + (<usize>lane << 2));
        store<i32>(entry, (k + lane) << 5);
        store<f32>(entry, value, 4);
        entry += value != 0 ? 8 : 0;
      }
    }
    store<i32>(load<usize>(sparse + rowCounts) + (<usize>row << 2), <i32>((entry - begin) >> 3));
  }
}

/** Decides, after {@link scanRows}, whether the inputs are sparse; lists, where training will ask, each column's. */
export function scanColumns(depth: i32, sparse: usize, rows: i32, thread: i32, threads: i32): void {
  const counts = load<usize>(sparse + rowCounts);
  let total = 0;
  for (let row = 0; row < rows; row++) total += load<i32>(counts + (<usize>row << 2));
  const entries = load<usize>(sparse + columnEntries);
  const isSparse = <f64>total <= highestShare * <f64>rows * <f64>depth && (entries == 0 || rows <= blockDepth);
  store<i32>(sparse, i32(isSparse));
  if (!isSparse || entries == 0) return;
  const bytes = load<usize>(sparse + columnBytes);
  const found = load<usize>(sparse + columnCounts);
  const first = shareOf(depth, thread, threads);
  const last = shareOf(depth, thread + 1, threads);
  for (let column = first; column < last; column++) store<i32>(found + (<usize>column << 2), 0);
  const from = first << 5;
  const to = last << 5;
  for (let row = 0; row < rows; row++) {
    let entry = load<usize>(sparse + rowEntries) + <usize>row * load<usize>(sparse + rowBytes);
    const end = entry + (<usize>load<i32>(counts + (<usize>row << 2)) << 3);
    for (; entry < end; entry += 8) {
      const offset = load<i32>(entry);
      if (offset < from) continue;
      if (offset >= to) break;
      const column = <usize>(offset >> 5);
      const count = load<i32>(found + (column << 2));
      const place = entries + column * bytes + (<usize>count << 3);
      store<i32>(place, row << 7);
      store<f32>(place, load<f32>(entry, 4), 4);
      store<i32>(found + (column << 2), count + 1);
    }
  }
}

/** sums = inputs · weights + bias, for this thread's panels; whoever calls applies the activation. */
export function sparseForward(sparse: usize, weights: usize, panelBytes: usize, bias: usize, sums: usize, stride: usize, first: i32, last: i32, rows: i32): void {
  for (let panel = first; panel < last; panel += groupPanels) {
    const count = min(groupPanels, last - panel);
    // A group that is not full multiplies its last panel more than once, and keeps one result.
    const w0 = weights + <usize>panel * panelBytes;
    const w1 = w0 + (count > 1 ? panelBytes : 0);
    const w2 = w1 + (count > 2 ? panelBytes : 0);
    const w3 = w2 + (count > 3 ? panelBytes : 0);
    const at = <usize>panel << 5;
    for (let row = 0; row < rows; row++) {
      const entries = load<usize>(sparse + rowEntries) + <usize>row * load<usize>(sparse + rowBytes);
      const found = load<i32>(load<usize>(sparse + rowCounts) + (<usize>row << 2));
      sparseRow(entries, found, w0, w1, w2, w3, bias != 0 ? bias + at : 0, sums + <usize>row * stride + at, count);
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
export function sparseUpdate(
  depth: i32,
  gradient: usize,
  gradientStride: usize,
  columns: i32,
  weights: usize,
  panelBytes: usize,
  weightSlots: usize,
  weightSlots2: usize,
  bias: usize,
  biasSlots: usize,
  biasSlots2: usize,
  weightGradient: usize,
  biasGradient: usize,
  optimizer: i32,
  settings: usize,
  sparse: usize,
  scratch: usize,
  rows: i32,
  thread: i32,
  threads: i32,
): void {
  const panels = panelsOf(columns);
  const groups = (panels + groupPanels - 1) / groupPanels;
  const factor = -load<f32>(settings);
  const packed = scratch + 128;
  const own = packed + (<usize>blockDepth << 7);
  const last = shareOf(groups, thread + 1, threads);
  for (let group = shareOf(groups, thread, threads); group < last; group++) {
    const panel = group * groupPanels;
    const count = min(groupPanels, panels - panel);
    const at = <usize>panel << 5;
    const shift = <usize>panel * panelBytes;
    const biasSums = optimizer == gradientOnly && bias != 0 ? biasGradient + at : scratch;
    packGroup(gradient + at, gradientStride, rows, count, packed, biasSums);
    const to = optimizer == gradientDescent ? weights + shift : optimizer == gradientOnly ? weightGradient + shift : own;
    const bytes = load<usize>(sparse + columnBytes);
    for (let column = 0; column < depth; column++) {
      const found = load<i32>(load<usize>(sparse + columnCounts) + (<usize>column << 2));
      if (found == 0 && optimizer == gradientDescent) continue;
      const entries = load<usize>(sparse + columnEntries) + <usize>column * bytes;
      sparseColumn(entries, found, packed, to + (<usize>column << 5), panelBytes, count, optimizer == gradientDescent, factor);
    }
    if (optimizer > gradientDescent) {
      for (let i = 0; i < count; i++) {
        const s = shift + <usize>i * panelBytes;
        updateFloats(optimizer, weights + s, own + <usize>i * panelBytes, weightSlots + s, weightSlots2 + s, depth << 3, settings);
      }
    }
    if (bias != 0 && optimizer != gradientOnly) {
      updateFloats(optimizer, bias + at, scratch, biasSlots + at, biasSlots2 + at, count << 3, settings);
    }
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

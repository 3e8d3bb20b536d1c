import { madd } from './simd';

// A tile is 5, 4 or 1 rows of a product by 8 columns, kept in registers while it is summed. Every number of it is
// one chain of multiply-adds in the order of the depth, whatever the tile's height, so that no result depends on how
// the work is cut.

/** A tile begins at 0, or goes on from what is there. */
export const fromZero: usize = 0;
export const fromResult: usize = 1;

/** How a tile is put away: as it is, without its negative numbers, or added to what is there, times a factor. */
export const store = 0;
export const storeRelu = 1;
export const addScaled = 2;

/**
 * A tile of `left · panel`. Row r of the tile has its factors at `left + r * rowStride`, four bytes apart; or, where
 * the left side is `transposed`, at `left + 4 r`, `rowStride` apart.
 *
 * @param start - `fromZero`, `fromResult`, or the address of 8 numbers that every row begins with
 */
@inline
function tile(
  rows: i32,
  transposed: bool,
  left: usize,
  rowStride: usize,
  panel: usize,
  depth: i32,
  result: usize,
  resultStride: usize,
  start: usize,
  end: i32,
  factor: f32,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  if (start > fromResult) {
    c00 = v128.load(start);
    c01 = v128.load(start, 16);
  }
  let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01, c40 = c00, c41 = c01;
  if (start == fromResult) {
    let row = result;
    c00 = v128.load(row); c01 = v128.load(row, 16);
    if (rows > 1) {
      row += resultStride; c10 = v128.load(row); c11 = v128.load(row, 16);
      row += resultStride; c20 = v128.load(row); c21 = v128.load(row, 16);
      row += resultStride; c30 = v128.load(row); c31 = v128.load(row, 16);
    }
    if (rows > 4) { row += resultStride; c40 = v128.load(row); c41 = v128.load(row, 16); }
  }

  const last = panel + (<usize>depth << 5);
  if (transposed) {
    while (panel < last) {
      const b0 = v128.load(panel), b1 = v128.load(panel, 16);
      if (rows > 1) {
        // Loaded together and spread out: where loads are checked against bounds (Deno, Bun), fewer are better.
        const four = v128.load(left);
        let a = i32x4.shuffle(four, four, 0, 0, 0, 0); c00 = madd(a, b0, c00); c01 = madd(a, b1, c01);
        a = i32x4.shuffle(four, four, 1, 1, 1, 1); c10 = madd(a, b0, c10); c11 = madd(a, b1, c11);
        a = i32x4.shuffle(four, four, 2, 2, 2, 2); c20 = madd(a, b0, c20); c21 = madd(a, b1, c21);
        a = i32x4.shuffle(four, four, 3, 3, 3, 3); c30 = madd(a, b0, c30); c31 = madd(a, b1, c31);
      } else {
        const a = v128.load_splat<f32>(left); c00 = madd(a, b0, c00); c01 = madd(a, b1, c01);
      }
      if (rows > 4) { const a = v128.load_splat<f32>(left, 16); c40 = madd(a, b0, c40); c41 = madd(a, b1, c41); }
      left += rowStride;
      panel += 32;
    }
  } else {
    let a0 = left, a1 = a0 + rowStride, a2 = a1 + rowStride, a3 = a2 + rowStride, a4 = a3 + rowStride;
    // One step at a time: unrolled, V8 runs out of registers, and the tile is a quarter slower.
    while (panel < last) {
      const b0 = v128.load(panel), b1 = v128.load(panel, 16);
      let a = v128.load_splat<f32>(a0); c00 = madd(a, b0, c00); c01 = madd(a, b1, c01);
      if (rows > 1) {
        a = v128.load_splat<f32>(a1); c10 = madd(a, b0, c10); c11 = madd(a, b1, c11);
        a = v128.load_splat<f32>(a2); c20 = madd(a, b0, c20); c21 = madd(a, b1, c21);
        a = v128.load_splat<f32>(a3); c30 = madd(a, b0, c30); c31 = madd(a, b1, c31);
      }
      if (rows > 4) { a = v128.load_splat<f32>(a4); c40 = madd(a, b0, c40); c41 = madd(a, b1, c41); }
      panel += 32;
      a0 += 4;
      if (rows > 1) { a1 += 4; a2 += 4; a3 += 4; }
      if (rows > 4) a4 += 4;
    }
  }

  if (end == addScaled) {
    const s = f32x4.splat(factor);
    let row = result;
    c00 = madd(c00, s, v128.load(row)); c01 = madd(c01, s, v128.load(row, 16));
    if (rows > 1) {
      row += resultStride; c10 = madd(c10, s, v128.load(row)); c11 = madd(c11, s, v128.load(row, 16));
      row += resultStride; c20 = madd(c20, s, v128.load(row)); c21 = madd(c21, s, v128.load(row, 16));
      row += resultStride; c30 = madd(c30, s, v128.load(row)); c31 = madd(c31, s, v128.load(row, 16));
    }
    if (rows > 4) { row += resultStride; c40 = madd(c40, s, v128.load(row)); c41 = madd(c41, s, v128.load(row, 16)); }
  } else if (end == storeRelu) {
    const zero = f32x4.splat(0);
    c00 = f32x4.max(c00, zero); c01 = f32x4.max(c01, zero);
    if (rows > 1) {
      c10 = f32x4.max(c10, zero); c11 = f32x4.max(c11, zero);
      c20 = f32x4.max(c20, zero); c21 = f32x4.max(c21, zero);
      c30 = f32x4.max(c30, zero); c31 = f32x4.max(c31, zero);
    }
    if (rows > 4) { c40 = f32x4.max(c40, zero); c41 = f32x4.max(c41, zero); }
  }
  v128.store(result, c00); v128.store(result, c01, 16);
  if (rows > 1) {
    result += resultStride; v128.store(result, c10); v128.store(result, c11, 16);
    result += resultStride; v128.store(result, c20); v128.store(result, c21, 16);
    result += resultStride; v128.store(result, c30); v128.store(result, c31, 16);
  }
  if (rows > 4) { result += resultStride; v128.store(result, c40); v128.store(result, c41, 16); }
}

function tile5(left: usize, rowStride: usize, panel: usize, depth: i32, result: usize, resultStride: usize, start: usize, end: i32, factor: f32): void {
  tile(5, false, left, rowStride, panel, depth, result, resultStride, start, end, factor);
}
function tile4(left: usize, rowStride: usize, panel: usize, depth: i32, result: usize, resultStride: usize, start: usize, end: i32, factor: f32): void {
  tile(4, false, left, rowStride, panel, depth, result, resultStride, start, end, factor);
}
function tile1(left: usize, rowStride: usize, panel: usize, depth: i32, result: usize, resultStride: usize, start: usize, end: i32, factor: f32): void {
  tile(1, false, left, rowStride, panel, depth, result, resultStride, start, end, factor);
}
function transposedTile5(left: usize, rowStride: usize, panel: usize, depth: i32, result: usize, resultStride: usize, start: usize, end: i32, factor: f32): void {
  tile(5, true, left, rowStride, panel, depth, result, resultStride, start, end, factor);
}
function transposedTile4(left: usize, rowStride: usize, panel: usize, depth: i32, result: usize, resultStride: usize, start: usize, end: i32, factor: f32): void {
  tile(4, true, left, rowStride, panel, depth, result, resultStride, start, end, factor);
}
function transposedTile1(left: usize, rowStride: usize, panel: usize, depth: i32, result: usize, resultStride: usize, start: usize, end: i32, factor: f32): void {
  tile(1, true, left, rowStride, panel, depth, result, resultStride, start, end, factor);
}

/** How many of so many rows go into tiles of 5, so that the rest makes tiles of 4, where it can. */
@inline
function rowsInFives(rows: i32): i32 {
  const fours = (5 - (rows % 5)) % 5;
  return rows >= 4 * fours ? rows - 4 * fours : rows - (rows % 5);
}

/** `left · panel` for any number of rows, by tiles: 8 columns of a product. */
export function columnTiles(left: usize, rowStride: usize, rows: i32, panel: usize, depth: i32, result: usize, resultStride: usize, start: usize, end: i32, factor: f32): void {
  const fives = rowsInFives(rows);
  let row = 0;
  for (; row < fives; row += 5) {
    tile5(left, rowStride, panel, depth, result, resultStride, start, end, factor);
    left += 5 * rowStride;
    result += 5 * resultStride;
  }
  for (; row + 4 <= rows; row += 4) {
    tile4(left, rowStride, panel, depth, result, resultStride, start, end, factor);
    left += 4 * rowStride;
    result += 4 * resultStride;
  }
  for (; row < rows; row++) {
    tile1(left, rowStride, panel, depth, result, resultStride, start, end, factor);
    left += rowStride;
    result += resultStride;
  }
}

/** `leftᵀ · panel`: the result's rows are the left side's columns. */
export function transposedColumnTiles(left: usize, rowStride: usize, rows: i32, panel: usize, depth: i32, result: usize, resultStride: usize, start: usize, end: i32, factor: f32): void {
  const fives = rowsInFives(rows);
  let row = 0;
  for (; row < fives; row += 5) {
    transposedTile5(left, rowStride, panel, depth, result, resultStride, start, end, factor);
    left += 20;
    result += 5 * resultStride;
  }
  for (; row + 4 <= rows; row += 4) {
    transposedTile4(left, rowStride, panel, depth, result, resultStride, start, end, factor);
    left += 16;
    result += 4 * resultStride;
  }
  for (; row < rows; row++) {
    transposedTile1(left, rowStride, panel, depth, result, resultStride, start, end, factor);
    left += 4;
    result += resultStride;
  }
}

// Packing: what a product walks through is first laid out in a panel, `[depth][8]`, so that it is read in one stream.

/** Eight columns of rows that lie `stride` bytes apart, as a panel. */
export function packColumns(source: usize, stride: usize, rows: i32, panel: usize): void {
  for (let row = 0; row < rows; row++) {
    v128.store(panel, v128.load(source));
    v128.store(panel, v128.load(source, 16), 16);
    source += stride;
    panel += 32;
  }
}

/** As {@link packColumns}, for fewer than 8 columns: the others become 0. */
export function packFewColumns(source: usize, stride: usize, rows: i32, columns: i32, panel: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < 8; column++) {
      store<f32>(panel + (<usize>column << 2), column < columns ? load<f32>(source + (<usize>column << 2)) : 0);
    }
    source += stride;
    panel += 32;
  }
}

/** Rows as columns: up to 8 rows, `stride` bytes apart, of `depth` numbers each, as a panel; missing rows are 0. */
export function packRows(source: usize, stride: usize, rows: i32, depth: i32, panel: usize): void {
  let k = 0;
  if (rows == 8) {
    for (; k + 4 <= depth; k += 4) {
      transposeFour(source, stride, panel);
      transposeFour(source + 4 * stride, stride, panel + 16);
      source += 16;
      panel += 128;
    }
  }
  for (; k < depth; k++) {
    for (let row = 0; row < 8; row++) {
      store<f32>(panel + (<usize>row << 2), row < rows ? load<f32>(source + <usize>row * stride) : 0);
    }
    source += 4;
    panel += 32;
  }
}

/** Four rows of four numbers, `stride` bytes apart, as four columns of a panel. */
@inline
function transposeFour(source: usize, stride: usize, panel: usize): void {
  const r0 = v128.load(source);
  const r1 = v128.load(source + stride);
  const r2 = v128.load(source + 2 * stride);
  const r3 = v128.load(source + 3 * stride);
  const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
  const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
  const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
  const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
  v128.store(panel, i64x2.shuffle(low01, low23, 0, 2));
  v128.store(panel, i64x2.shuffle(low01, low23, 1, 3), 32);
  v128.store(panel, i64x2.shuffle(high01, high23, 0, 2), 64);
  v128.store(panel, i64x2.shuffle(high01, high23, 1, 3), 96);
}

/** Eight rows of so many columns of weights that lie in panels, as one panel of the transposed weights. */
export function packTransposed(weights: usize, panelBytes: usize, columns: i32, panel: usize): void {
  for (let column = 0; column < columns; column += 8) {
    transposeFour(weights, 32, panel);
    transposeFour(weights + 128, 32, panel + 16);
    transposeFour(weights + 16, 32, panel + 128);
    transposeFour(weights + 144, 32, panel + 144);
    weights += panelBytes;
    panel += 256;
  }
}

/** Eight columns' sums over the rows of a panel: to 8 numbers, or added to them. */
export function addPanel(panel: usize, rows: i32, sums: usize, isFirst: bool): void {
  let low = isFirst ? f32x4.splat(0) : v128.load(sums);
  let high = isFirst ? f32x4.splat(0) : v128.load(sums, 16);
  for (let row = 0; row < rows; row++) {
    low = f32x4.add(low, v128.load(panel));
    high = f32x4.add(high, v128.load(panel, 16));
    panel += 32;
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
}

import { blockDepth } from '../src/kernels/codes';
import { packColumns, packFewColumns, packRows } from './panels';
import { isWorthIt, sparseMatMul } from './sparse-mat-mul';
import { columnTiles, fromResult, fromZero, storeRelu, store as storeTile, transposedColumnTiles } from './tiles';

/**
 * result `[rows, columns]` = left · right, matrices in row order; `left` is `[rows, depth]`, or `[depth, rows]` where it
 * is transposed, and `right` likewise `[depth, columns]` or `[columns, depth]`.
 *
 * @param bias - `[columns]`, or 0 for none
 * @param isRelu - whether negative numbers of the result become 0
 * @param scratch - room for 8 numbers, a panel, and 8 numbers for each row; or, if that is more, 2 for each of the depth
 */
export function matMul(
  left: usize,
  isLeftTransposed: bool,
  right: usize,
  isRightTransposed: bool,
  rows: i32,
  depth: i32,
  columns: i32,
  result: usize,
  bias: usize,
  isRelu: bool,
  scratch: usize,
): void {
  if (!isRightTransposed && columns >= 16 && isWorthIt(left, rows * depth, right, depth * columns)) {
    sparseMatMul(left, isLeftTransposed, right, rows, depth, columns, result, bias, isRelu, scratch);
    return;
  }
  const panel = scratch + 32;
  const few = panel + ((<usize>blockDepth) << 5);
  const resultStride = (<usize>columns) << 2;
  for (let column = 0; column < columns; column += 8) {
    const count = min(8, columns - column);
    const isWhole = count == 8;
    const to = isWhole ? result + ((<usize>column) << 2) : few;
    const stride = isWhole ? resultStride : 32;
    if (bias != 0) packFewColumns(bias + ((<usize>column) << 2), 0, 1, count, scratch);
    // Once even where there is no depth: the result is then the bias, or 0.
    let k = 0;
    do {
      const size = min(blockDepth, depth - k);
      if (isRightTransposed) {
        packRows(right + ((<usize>column * <usize>depth + <usize>k) << 2), (<usize>depth) << 2, count, size, panel);
      } else {
        const from = right + ((<usize>k * <usize>columns + <usize>column) << 2);
        if (isWhole) packColumns(from, resultStride, size, panel);
        else packFewColumns(from, resultStride, size, count, panel);
      }
      const start = k > 0 ? fromResult : bias != 0 ? scratch : fromZero;
      const end = isRelu && k + size >= depth ? storeRelu : storeTile;
      if (isLeftTransposed) {
        transposedColumnTiles(
          left + ((<usize>k * <usize>rows) << 2),
          (<usize>rows) << 2,
          rows,
          panel,
          size,
          to,
          stride,
          start,
          end,
          0,
        );
      } else {
        columnTiles(left + ((<usize>k) << 2), (<usize>depth) << 2, rows, panel, size, to, stride, start, end, 0);
      }
      k += blockDepth;
    } while (k < depth);
    if (!isWhole) unpackFew(few, rows, count, result + ((<usize>column) << 2), resultStride);
  }
}

function unpackFew(few: usize, rows: i32, columns: i32, result: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      store<f32>(result + ((<usize>column) << 2), load<f32>(few + ((<usize>column) << 2)));
    }
    few += 32;
    result += stride;
  }
}

import { blockDepth } from '../src/kernels/codes';
import { ScanColumns, ScanRows } from './instructions';
import { shareOf } from './share';

// Pictures are mostly black: four in five of MNIST's pixels are 0, and what is multiplied by 0 changes no sum. Where
// the inputs have that many zeros, the first layer passes over them, with the numbers added in the order in which the
// tiles add them.

/** The share of numbers other than 0 up to which passing over the zeros pays. */
export const highestShare: f64 = 0.4;

/**
 * What a scan finds: whether the inputs are sparse, and what is not 0 in each row and in each column. A list has so
 * many bytes; in it, an entry is the offset of what the number will be multiplied with, and the number.
 */
@unmanaged
export class SparseTable {
  isSparse: i32;
  rowLists: usize;
  rowBytes: usize;
  rowCounts: usize;
  /** 0 where the columns' lists are not wanted. */
  columnLists: usize;
  columnBytes: usize;
  columnCounts: usize;
}

/** Lists each row's numbers other than 0, with the offsets of rows of a panel. */
export function scanRows(op: ScanRows, rows: i32, thread: i32, threads: i32): void {
  const table = changetype<SparseTable>(op.sparse);
  const depth = op.depth;
  const zero = f32x4.splat(0);
  const last = shareOf(rows, thread + 1, threads);
  for (let row = shareOf(rows, thread, threads); row < last; row++) {
    const begin = table.rowLists + <usize>row * table.rowBytes;
    let entry = begin;
    let x = op.inputs + <usize>row * op.stride;
    for (let k = 0; k < depth; k += 4, x += 16) {
      if (!v128.any_true(f32x4.ne(v128.load(x), zero))) continue;
      for (let lane = 0; lane < 4; lane++) {
        const value = load<f32>(x + (<usize>lane << 2));
        store<i32>(entry, (k + lane) << 5);
        store<f32>(entry, value, 4);
        entry += value != 0 ? 8 : 0;
      }
    }
    store<i32>(table.rowCounts + (<usize>row << 2), <i32>((entry - begin) >> 3));
  }
}

/**
 * Decides, after {@link scanRows}, whether the inputs are sparse; and lists, where they are wanted, each column's
 * numbers, with the offsets of rows of four panels side by side.
 */
export function scanColumns(op: ScanColumns, rows: i32, thread: i32, threads: i32): void {
  const table = changetype<SparseTable>(op.sparse);
  let total = 0;
  for (let row = 0; row < rows; row++) total += load<i32>(table.rowCounts + (<usize>row << 2));
  const isWanted = table.columnLists != 0;
  const isSparse = <f64>total <= highestShare * <f64>rows * <f64>op.depth && (!isWanted || rows <= blockDepth);
  table.isSparse = i32(isSparse);
  if (!isSparse || !isWanted) return;
  const first = shareOf(op.depth, thread, threads);
  const last = shareOf(op.depth, thread + 1, threads);
  const counts = table.columnCounts;
  for (let column = first; column < last; column++) store<i32>(counts + (<usize>column << 2), 0);
  for (let row = 0; row < rows; row++) {
    let entry = table.rowLists + <usize>row * table.rowBytes;
    const end = entry + (<usize>load<i32>(table.rowCounts + (<usize>row << 2)) << 3);
    for (; entry < end; entry += 8) {
      const offset = load<i32>(entry);
      if (offset < first << 5) continue;
      if (offset >= last << 5) break;
      const column = <usize>(offset >> 5);
      const count = load<i32>(counts + (column << 2));
      const place = table.columnLists + column * table.columnBytes + (<usize>count << 3);
      store<i32>(place, row << 7);
      store<f32>(place, load<f32>(entry, 4), 4);
      store<i32>(counts + (column << 2), count + 1);
    }
  }
}

import { madd } from './simd';
import { highestShare } from './sparse-scan';

// The product of a matrix that is mostly zeros with one that is not, for which see `sparse-scan.ts`. Here the matrices are
// another's, so it is only taken where passing over a zero changes nothing: 0 · NaN is NaN.

/** Whether passing over the left matrix's zeros pays, and changes nothing. */
export function isWorthIt(left: usize, leftCount: i32, right: usize, rightCount: i32): bool {
  const most = <i32>(highestShare * <f64>leftCount);
  return leftCount >= 4096 && countOthers(left, leftCount, most) <= most && isFiniteAll(right, rightCount);
}

/** How many numbers are not 0; no more than a few above `most` are counted. */
function countOthers(address: usize, count: i32, most: i32): i32 {
  const zero = f32x4.splat(0);
  const end = address + ((<usize>(count & ~3)) << 2);
  let found = 0;
  for (; address < end && found <= most; address += 16) {
    found += popcnt(i32x4.bitmask(f32x4.ne(v128.load(address), zero)));
  }
  return found;
}

/** Whether no number is NaN or infinite: whether none has all bits of the exponent. */
function isFiniteAll(address: usize, count: i32): bool {
  const exponent = i32x4.splat(0x7f800000);
  const vectors = address + ((<usize>(count & ~3)) << 2);
  let bad = i32x4.splat(0);
  for (; address < vectors; address += 16) {
    bad = v128.or(bad, i32x4.eq(v128.and(v128.load(address), exponent), exponent));
  }
  const end = vectors + ((<usize>(count & 3)) << 2);
  for (; address < end; address += 4) if ((load<i32>(address) & 0x7f800000) == 0x7f800000) return false;
  return !v128.any_true(bad);
}

/**
 * As {@link matMul}, where the right matrix is not transposed, row by row.
 * @param scratch - room for `depth` entries of 8 bytes
 */
export function sparseMatMul(
  left: usize,
  isLeftTransposed: bool,
  right: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  result: usize,
  bias: usize,
  isRelu: bool,
  scratch: usize,
): void {
  const rowBytes = (<usize>columns) << 2;
  const step: usize = isLeftTransposed ? (<usize>rows) << 2 : 4;
  const nextRow: usize = isLeftTransposed ? 4 : (<usize>depth) << 2;
  for (let row = 0; row < rows; row++) {
    const end = listRow(left, step, depth, rowBytes, scratch);
    let column = 0;
    for (; column + 32 <= columns; column += 32) {
      const at = (<usize>column) << 2;
      sumGroup(scratch, end, right + at, bias != 0 ? bias + at : 0, isRelu, result + at);
    }
    for (; column + 4 <= columns; column += 4) {
      const at = (<usize>column) << 2;
      sumVector(scratch, end, right + at, bias != 0 ? bias + at : 0, isRelu, result + at);
    }
    for (; column < columns; column++) {
      const at = (<usize>column) << 2;
      let sum: f32 = bias != 0 ? load<f32>(bias + at) : 0;
      for (let entry = scratch; entry < end; entry += 8) {
        // In one lane of a vector, so that it is rounded as the others are.
        const product = madd(
          v128.load_splat<f32>(entry, 4),
          v128.load_splat<f32>(right + at + <usize>load<u32>(entry)),
          f32x4.splat(sum),
        );
        sum = f32x4.extract_lane(product, 0);
      }
      store<f32>(result + at, isRelu ? max(sum, 0) : sum);
    }
    left += nextRow;
    result += rowBytes;
  }
}

/** Lists a row's numbers other than 0, with how far the row is that each is multiplied with. @returns Their end. */
function listRow(left: usize, step: usize, depth: i32, rowBytes: usize, entries: usize): usize {
  let offset: usize = 0;
  for (let k = 0; k < depth; k++) {
    const value = load<f32>(left);
    store<u32>(entries, <u32>offset);
    store<f32>(entries, value, 4);
    entries += value != 0 ? 8 : 0;
    left += step;
    offset += rowBytes;
  }
  return entries;
}

function sumGroup(entry: usize, end: usize, right: usize, bias: usize, isRelu: bool, result: usize): void {
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  if (bias != 0) {
    a = v128.load(bias); b = v128.load(bias, 16); c = v128.load(bias, 32); d = v128.load(bias, 48);
    e = v128.load(bias, 64); f = v128.load(bias, 80); g = v128.load(bias, 96); h = v128.load(bias, 112);
  }
  for (; entry < end; entry += 8) {
    const from = right + <usize>load<u32>(entry);
    const x = v128.load_splat<f32>(entry, 4);
    a = madd(x, v128.load(from), a); b = madd(x, v128.load(from, 16), b);
    c = madd(x, v128.load(from, 32), c); d = madd(x, v128.load(from, 48), d);
    e = madd(x, v128.load(from, 64), e); f = madd(x, v128.load(from, 80), f);
    g = madd(x, v128.load(from, 96), g); h = madd(x, v128.load(from, 112), h);
  }
  if (isRelu) {
    const zero = f32x4.splat(0);
    a = f32x4.max(a, zero); b = f32x4.max(b, zero); c = f32x4.max(c, zero); d = f32x4.max(d, zero);
    e = f32x4.max(e, zero); f = f32x4.max(f, zero); g = f32x4.max(g, zero); h = f32x4.max(h, zero);
  }
  v128.store(result, a); v128.store(result, b, 16); v128.store(result, c, 32); v128.store(result, d, 48);
  v128.store(result, e, 64); v128.store(result, f, 80); v128.store(result, g, 96); v128.store(result, h, 112);
}

function sumVector(entry: usize, end: usize, right: usize, bias: usize, isRelu: bool, result: usize): void {
  let sum = bias != 0 ? v128.load(bias) : f32x4.splat(0);
  for (; entry < end; entry += 8) {
    sum = madd(v128.load_splat<f32>(entry, 4), v128.load(right + <usize>load<u32>(entry)), sum);
  }
  v128.store(result, isRelu ? f32x4.max(sum, f32x4.splat(0)) : sum);
}

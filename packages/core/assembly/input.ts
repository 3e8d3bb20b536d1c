import { shareOf } from './share';

/**
 * Bytes as floats, times a scale: in float64 and rounded once, as JavaScript has it when it writes to a Float32Array.
 * So many numbers a row, on both sides `stride` numbers from row to row.
 */
export function scaleBytes(bytes: usize, floats: usize, stride: i32, scale: f64, rows: i32, thread: i32, threads: i32): void {
  const factor = f64x2.splat(scale);
  let from = bytes + <usize>stride * <usize>shareOf(rows, thread, threads);
  const end = bytes + <usize>stride * <usize>shareOf(rows, thread + 1, threads);
  let to = floats + ((from - bytes) << 2);
  for (; from < end; from += 8, to += 32) {
    const words = i16x8.extend_low_i8x16_u(v128.load64_zero(from));
    store4(to, i32x4.extend_low_i16x8_u(words), factor);
    store4(to + 16, i32x4.extend_high_i16x8_u(words), factor);
  }
}

@inline
function store4(to: usize, integers: v128, factor: v128): void {
  const low = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.convert_low_i32x4_s(integers), factor));
  const upper = i64x2.shuffle(integers, integers, 1, 1);
  const high = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.convert_low_i32x4_s(upper), factor));
  v128.store(to, i64x2.shuffle(low, high, 0, 2));
}

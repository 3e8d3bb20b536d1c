import { ScaleBytes } from './instructions';
import { shareOf } from './share';

/**
 * Bytes as floats, times a scale: in float64 and rounded once, as JavaScript has it when it writes to a Float32Array.
 */
export function scaleBytes(op: ScaleBytes, rows: i32, thread: i32, threads: i32): void {
  const stride = <usize>op.stride;
  const factor = v128.load_splat<f64>(op.scale);
  let from = op.bytes + stride * <usize>shareOf(rows, thread, threads);
  const end = op.bytes + stride * <usize>shareOf(rows, thread + 1, threads);
  let to = op.floats + ((from - op.bytes) << 2);
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

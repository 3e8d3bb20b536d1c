import { clipByGlobalNorm, clipByValue, clipPiece as piece } from '../src/kernels/codes';
import { shareOf } from './share';

/** The sums of squares of a gradient's pieces, in float64, one for each piece. */
export function squaredNorm(gradient: usize, count: i32, sums: usize, thread: i32, threads: i32): void {
  const pieces = (count + piece - 1) / piece;
  const last = shareOf(pieces, thread + 1, threads);
  for (let i = shareOf(pieces, thread, threads); i < last; i++) {
    let low = f64x2.splat(0);
    let high = low;
    const end = min((i + 1) * piece, count);
    for (let k = i * piece; k < end; k += 4) {
      const g = v128.load(gradient + ((<usize>k) << 2));
      const a = f64x2.promote_low_f32x4(g);
      const b = f64x2.promote_low_f32x4(i64x2.shuffle(g, g, 1, 1));
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
    }
    const sum = f64x2.add(low, high);
    store<f64>(sums + ((<usize>i) << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

/**
 * What each gradient is to be multiplied by: limit / max(norm, limit).
 * @param pieces - how many sums of squares each parameter has, `parameters` integers
 */
export function clipFactors(
  kind: i32,
  limit: f32,
  sums: usize,
  pieces: usize,
  factors: usize,
  parameters: i32,
  thread: i32,
): void {
  if (thread != 0) return;
  let total: f64 = 0;
  let at = sums;
  for (let i = 0; i < parameters; i++) {
    if (kind != clipByGlobalNorm) total = 0;
    const end = at + ((<usize>load<i32>(pieces + ((<usize>i) << 2))) << 3);
    for (; at < end; at += 8) total += load<f64>(at);
    store<f32>(factors + ((<usize>i) << 2), factorOf(limit, total));
  }
  if (kind != clipByGlobalNorm) return;
  for (let i = 0; i < parameters; i++) store<f32>(factors + ((<usize>i) << 2), factorOf(limit, total));
}

function factorOf(limit: f32, squares: f64): f32 {
  const norm = <f32>Math.sqrt(squares);
  return limit / max(norm, limit);
}

/** Clips a gradient in place: each number to −limit … limit, or all by the factor at `factor`. */
export function clip(
  kind: i32,
  limit: f32,
  gradient: usize,
  count: i32,
  factor: usize,
  thread: i32,
  threads: i32,
): void {
  const vectors = count >> 2;
  let at = gradient + ((<usize>shareOf(vectors, thread, threads)) << 4);
  const end = gradient + ((<usize>shareOf(vectors, thread + 1, threads)) << 4);
  if (kind == clipByValue) {
    const high = f32x4.splat(limit);
    const low = f32x4.splat(-limit);
    for (; at < end; at += 16) v128.store(at, f32x4.max(f32x4.min(v128.load(at), high), low));
  } else {
    const times = v128.load_splat<f32>(factor);
    for (; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), times));
  }
}

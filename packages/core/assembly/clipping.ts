import { clipByGlobalNorm, clipByValue, clipPiece as piece } from '../src/kernels/codes';
import { Clip, ClipFactors, SquaredNorm } from './instructions';
import { shareOf } from './share';

/** The sums of squares of a gradient's pieces, in float64, one for each piece. */
export function squaredNorm(op: SquaredNorm, thread: i32, threads: i32): void {
  const pieces = (op.count + piece - 1) / piece;
  const last = shareOf(pieces, thread + 1, threads);
  for (let i = shareOf(pieces, thread, threads); i < last; i++) {
    let low = f64x2.splat(0);
    let high = low;
    const end = min((i + 1) * piece, op.count);
    for (let k = i * piece; k < end; k += 4) {
      const g = v128.load(op.gradient + (<usize>k << 2));
      const a = f64x2.promote_low_f32x4(g);
      const b = f64x2.promote_low_f32x4(i64x2.shuffle(g, g, 1, 1));
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
    }
    const sum = f64x2.add(low, high);
    store<f64>(op.sums + (<usize>i << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

/** What each gradient is to be multiplied by: limit / max(norm, limit), of its own norm or of that of all together. */
export function clipFactors(op: ClipFactors, thread: i32): void {
  if (thread != 0) return;
  const isGlobal = op.kind == clipByGlobalNorm;
  let total: f64 = 0;
  let at = op.sums;
  for (let i = 0; i < op.parameters; i++) {
    if (!isGlobal) total = 0;
    const end = at + (<usize>load<i32>(op.pieces + (<usize>i << 2)) << 3);
    for (; at < end; at += 8) total += load<f64>(at);
    store<f32>(op.factors + (<usize>i << 2), factorOf(op.limit, total));
  }
  if (!isGlobal) return;
  for (let i = 0; i < op.parameters; i++) store<f32>(op.factors + (<usize>i << 2), factorOf(op.limit, total));
}

function factorOf(limit: f32, squares: f64): f32 {
  const norm = <f32>Math.sqrt(squares);
  return limit / max(norm, limit);
}

/** Clips a gradient in place: each number to −limit … limit, or all by one factor. */
export function clip(op: Clip, thread: i32, threads: i32): void {
  const vectors = op.count >> 2;
  let at = op.gradient + (<usize>shareOf(vectors, thread, threads) << 4);
  const end = op.gradient + (<usize>shareOf(vectors, thread + 1, threads) << 4);
  if (op.kind == clipByValue) {
    const high = f32x4.splat(op.limit);
    const low = f32x4.neg(high);
    for (; at < end; at += 16) v128.store(at, f32x4.max(f32x4.min(v128.load(at), high), low));
  } else {
    const factor = v128.load_splat<f32>(op.factor);
    for (; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), factor));
  }
}

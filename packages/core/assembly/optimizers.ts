import { adagrad, adam, gradientDescent, momentum, nesterov, rmsprop } from '../src/kernels/codes';
import { Update } from './instructions';
import { shareOf } from './share';

/** An optimizer's step for one parameter. */
export function update(op: Update, thread: i32, threads: i32): void {
  const vectors = op.count >> 2;
  const first = shareOf(vectors, thread, threads);
  const count = (shareOf(vectors, thread + 1, threads) - first) << 2;
  const at = <usize>first << 4;
  updateFloats(op.optimizer, op.values + at, op.gradient + at, op.slot + at, op.slot2 + at, count, op.settings);
}

/**
 * An optimizer's step for `count` numbers, a multiple of 4: one pass over the values, their gradient and slots.
 *
 * The settings are floats: the rate, then what the rule takes (see `optimizer-codes.ts` of training, which gives them).
 */
export function updateFloats(
  optimizer: i32,
  values: usize,
  gradient: usize,
  slot: usize,
  slot2: usize,
  count: i32,
  settings: usize,
): void {
  const rate = v128.load_splat<f32>(settings);
  const s1 = v128.load_splat<f32>(settings, 4);
  const s2 = v128.load_splat<f32>(settings, 8);
  const end = values + ((<usize>count) << 2);
  if (optimizer == gradientDescent) {
    for (; values < end; values += 16, gradient += 16) {
      v128.store(values, f32x4.sub(v128.load(values), f32x4.mul(v128.load(gradient), rate)));
    }
  } else if (optimizer == momentum) {
    for (; values < end; values += 16, gradient += 16, slot += 16) {
      const velocity = f32x4.add(f32x4.mul(v128.load(slot), s1), v128.load(gradient));
      v128.store(slot, velocity);
      v128.store(values, f32x4.sub(v128.load(values), f32x4.mul(velocity, rate)));
    }
  } else if (optimizer == nesterov) {
    for (; values < end; values += 16, gradient += 16, slot += 16) {
      const g = v128.load(gradient);
      const velocity = f32x4.add(f32x4.mul(v128.load(slot), s1), g);
      v128.store(slot, velocity);
      const ahead = f32x4.add(g, f32x4.mul(velocity, s1));
      v128.store(values, f32x4.sub(v128.load(values), f32x4.mul(ahead, rate)));
    }
  } else if (optimizer == adagrad) {
    for (; values < end; values += 16, gradient += 16, slot += 16) {
      const g = v128.load(gradient);
      // Where there is no gradient nothing changes, and in a sparse layer that is most of it.
      if (!v128.any_true(f32x4.ne(g, f32x4.splat(0)))) continue;
      const sum = f32x4.add(v128.load(slot), f32x4.mul(g, g));
      v128.store(slot, sum);
      const change = f32x4.div(f32x4.mul(g, rate), f32x4.sqrt(sum));
      v128.store(values, f32x4.sub(v128.load(values), change));
    }
  } else if (optimizer == rmsprop) {
    const s3 = v128.load_splat<f32>(settings, 12);
    for (; values < end; values += 16, gradient += 16, slot += 16) {
      const g = v128.load(gradient);
      const square = f32x4.add(f32x4.mul(v128.load(slot), s1), f32x4.mul(f32x4.mul(g, g), s2));
      v128.store(slot, square);
      const change = f32x4.div(f32x4.mul(g, rate), f32x4.sqrt(f32x4.add(square, s3)));
      v128.store(values, f32x4.sub(v128.load(values), change));
    }
  } else if (optimizer == adam) {
    const s3 = v128.load_splat<f32>(settings, 12);
    const s4 = v128.load_splat<f32>(settings, 16);
    const epsilon = v128.load_splat<f32>(settings, 20);
    const kept = v128.load_splat<f32>(settings, 24);
    for (; values < end; values += 16, gradient += 16, slot += 16, slot2 += 16) {
      const g = v128.load(gradient);
      const mean = f32x4.add(f32x4.mul(v128.load(slot), s1), f32x4.mul(g, s2));
      const square = f32x4.add(f32x4.mul(v128.load(slot2), s3), f32x4.mul(f32x4.mul(g, g), s4));
      v128.store(slot, mean);
      v128.store(slot2, square);
      const change = f32x4.div(f32x4.mul(mean, rate), f32x4.add(f32x4.sqrt(square), epsilon));
      v128.store(values, f32x4.sub(f32x4.mul(v128.load(values), kept), change));
    }
  }
}

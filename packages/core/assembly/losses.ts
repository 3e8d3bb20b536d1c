import {
  hinge,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from '../src/kernels/codes';
import { exp, log, log1p, sigmoid } from './elementary';
import { exponentials, largest } from './elementwise';
import { CheckLoss, Loss } from './instructions';
import { shareOf } from './share';
import { laneMask, sumOfLanes } from './simd';

/** Each row's loss, before the reduction; and the gradient of the reduced loss with respect to the outputs. */
export function loss(op: Loss, rows: i32, thread: i32, threads: i32): void {
  const kind = op.kind;
  const columns = op.columns;
  const weights = load<usize>(op.weights);
  const last = shareOf(rows, thread + 1, threads);
  for (let row = shareOf(rows, thread, threads); row < last; row++) {
    const weight: f32 = weights != 0 ? load<f32>(weights + (<usize>row << 2)) : 1;
    const scale = load<f32>(op.scale) * weight;
    const z = op.outputs + <usize>row * op.stride;
    const gradient = op.gradient != 0 ? op.gradient + <usize>row * op.stride : 0;
    let value: f32;
    if (kind == sparseSoftmaxCrossEntropy) {
      value = sparseCrossEntropy(z, columns, load<i32>(op.labels + (<usize>row << 2)), gradient, scale);
    } else {
      const labels = op.labels + ((<usize>row * <usize>columns) << 2);
      value =
        kind == softmaxCrossEntropy
          ? crossEntropy(z, columns, labels, gradient, scale)
          : separate(kind, op.delta, z, columns, labels, gradient, scale) / <f32>columns;
    }
    store<f32>(op.losses + (<usize>row << 2), value * weight);
  }
}

/** log Σ exp(z) − z of the label; gradient softmax(z) − one-hot. */
function sparseCrossEntropy(z: usize, columns: i32, label: i32, gradient: usize, scale: f32): f32 {
  const shift = largest(z, columns);
  const own = load<f32>(z + ((<usize>label) << 2)) - shift;
  const sum = exponentials(z, gradient, columns, shift);
  if (gradient != 0) {
    const factor = f32x4.splat(scale / sum);
    for (let column = 0; column < columns; column += 4) {
      const at = gradient + ((<usize>column) << 2);
      v128.store(at, f32x4.mul(v128.load(at), factor));
    }
    const at = gradient + ((<usize>label) << 2);
    store<f32>(at, load<f32>(at) - scale);
  }
  return f32x4.extract_lane(log(f32x4.splat(sum)), 0) - own;
}

/** Σy · log Σ exp(z) − Σ y·z; gradient softmax(z)·Σy − y. */
function crossEntropy(z: usize, columns: i32, labels: usize, gradient: usize, scale: f32): f32 {
  const shift = largest(z, columns);
  let mass: f32 = 0;
  let product: f32 = 0;
  for (let column = 0; column < columns; column++) {
    const at = (<usize>column) << 2;
    const y = load<f32>(labels + at);
    mass += y;
    product += y * (load<f32>(z + at) - shift);
  }
  const sum = exponentials(z, gradient, columns, shift);
  if (gradient != 0) {
    for (let column = 0; column < columns; column++) {
      const at = (<usize>column) << 2;
      const share = load<f32>(gradient + at) * (mass / sum);
      store<f32>(gradient + at, (share - load<f32>(labels + at)) * scale);
    }
  }
  return mass * f32x4.extract_lane(log(f32x4.splat(sum)), 0) - product;
}

/** The sum of losses that each output has by itself. */
function separate(kind: i32, delta: f32, z: usize, columns: i32, labels: usize, gradient: usize, scale: f32): f32 {
  const factor = f32x4.splat(scale / <f32>columns);
  let sum = f32x4.splat(0);
  for (let column = 0; column < columns; column += 4) {
    const at = (<usize>column) << 2;
    const mask = laneMask(column, columns);
    const x = v128.load(z + at);
    const y = labelsAt(labels + at, columns - column);
    sum = f32x4.add(sum, v128.and(lossOf(kind, delta, x, y), mask));
    if (gradient != 0) {
      v128.store(gradient + at, f32x4.mul(v128.and(gradientOf(kind, delta, x, y), mask), factor));
    }
  }
  return sumOfLanes(sum);
}

/** Four labels, or those that are left of the row: 0 in place of the others. */
function labelsAt(at: usize, left: i32): v128 {
  if (left >= 4) return v128.load(at);
  let y = f32x4.splat(0);
  if (left > 2) y = f32x4.replace_lane(y, 2, load<f32>(at, 8));
  if (left > 1) y = f32x4.replace_lane(y, 1, load<f32>(at, 4));
  return f32x4.replace_lane(y, 0, load<f32>(at));
}

function lossOf(kind: i32, delta: f32, z: v128, y: v128): v128 {
  const error = f32x4.sub(z, y);
  if (kind == meanSquaredError) return f32x4.mul(error, error);
  if (kind == meanAbsoluteError) return f32x4.abs(error);
  if (kind == huber) {
    const limit = f32x4.splat(delta);
    const size = f32x4.abs(error);
    const curved = f32x4.min(size, limit);
    const parabola = f32x4.mul(f32x4.mul(curved, curved), f32x4.splat(0.5));
    return f32x4.add(parabola, f32x4.mul(f32x4.sub(size, curved), limit));
  }
  if (kind == hinge) {
    const margin = f32x4.sub(f32x4.splat(1), f32x4.mul(signOf(y), z));
    return f32x4.max(margin, f32x4.splat(0));
  }
  // Sigmoid cross-entropy: max(z, 0) − z·y + log(1 + e^−|z|).
  const tail = log1p(exp(f32x4.neg(f32x4.abs(z))));
  return f32x4.add(f32x4.sub(f32x4.max(z, f32x4.splat(0)), f32x4.mul(z, y)), tail);
}

function gradientOf(kind: i32, delta: f32, z: v128, y: v128): v128 {
  const error = f32x4.sub(z, y);
  if (kind == sigmoidCrossEntropy) return f32x4.sub(sigmoid(z), y);
  if (kind == meanSquaredError) return f32x4.add(error, error);
  if (kind == meanAbsoluteError) {
    const zero = f32x4.splat(0);
    const one = f32x4.splat(1);
    return f32x4.sub(v128.and(f32x4.gt(error, zero), one), v128.and(f32x4.lt(error, zero), one));
  }
  if (kind == huber) return f32x4.max(f32x4.min(error, f32x4.splat(delta)), f32x4.splat(-delta));
  const sign = signOf(y);
  const margin = f32x4.sub(f32x4.splat(1), f32x4.mul(sign, z));
  return v128.and(f32x4.neg(sign), f32x4.gt(margin, f32x4.splat(0)));
}

/** −1 for the label 0, 1 for the label 1. */
function signOf(y: v128): v128 {
  return f32x4.sub(f32x4.add(y, y), f32x4.splat(1));
}

/** The rows' losses summed: every thread sums all of them, in one order. @returns Whether the loss is finite. */
export function checkLoss(op: CheckLoss, rows: i32, thread: i32): bool {
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) sum += <f64>load<f32>(op.losses + (<usize>row << 2));
  sum *= load<f64>(op.scale);
  if (thread == 0) store<f64>(op.total, sum);
  return isFinite(<f32>sum);
}

import { elu, gelu, geluByTanh, leakyRelu, linear, relu, selu, sigmoid as sigmoidCode, softplus as softplusCode, swish, tanh as tanhCode } from '../src/kernels/codes';
import { erf, exp, expm1, sigmoid, softplus, tanh } from './elementary';

const seluScale: f32 = 1.0507009873554805;
const seluAlpha: f32 = 1.6732632423543772;
const rootHalf: f32 = 0.7071067811865476;
const rootTwoOverPi: f32 = 0.7978845608028654;
const rootTwoPiInverse: f32 = 0.3989422804014327;

@inline
function all(value: f32): v128 {
  return f32x4.splat(value);
}

/** An activation of four numbers. */
function activated(kind: i32, alpha: f32, x: v128): v128 {
  const isPositive = f32x4.gt(x, all(0));
  if (kind == relu) return f32x4.max(x, all(0));
  if (kind == leakyRelu) return v128.bitselect(x, f32x4.mul(x, all(alpha)), f32x4.ge(x, all(0)));
  if (kind == elu) return v128.bitselect(x, expm1(x), isPositive);
  if (kind == selu) {
    const below = f32x4.mul(all(seluScale * seluAlpha), expm1(x));
    return v128.bitselect(f32x4.mul(all(seluScale), x), below, isPositive);
  }
  if (kind == sigmoidCode) return sigmoid(x);
  if (kind == tanhCode) return tanh(x);
  if (kind == softplusCode) return softplus(x);
  if (kind == swish) return f32x4.mul(x, sigmoid(x));
  if (kind == gelu) return f32x4.mul(f32x4.mul(x, all(0.5)), f32x4.add(erf(f32x4.mul(x, all(rootHalf))), all(1)));
  if (kind == geluByTanh) return f32x4.mul(f32x4.mul(x, all(0.5)), f32x4.add(tanh(tanhArgument(x)), all(1)));
  return x;
}

/** √(2/π) · (x + 0.044715 x³) */
function tanhArgument(x: v128): v128 {
  const cubic = f32x4.mul(x, f32x4.add(f32x4.mul(f32x4.mul(x, x), all(0.044715)), all(1)));
  return f32x4.mul(cubic, all(rootTwoOverPi));
}

/** The derivative of an activation: from its input x, or from its output y where that is enough. */
function derivative(kind: i32, alpha: f32, x: v128, y: v128): v128 {
  const one = all(1);
  if (kind == relu) return v128.and(one, f32x4.gt(y, all(0)));
  if (kind == leakyRelu) return v128.bitselect(one, all(alpha), f32x4.gt(x, all(0)));
  if (kind == elu) return v128.bitselect(one, f32x4.add(y, one), f32x4.ge(y, all(0)));
  if (kind == selu) {
    const below = f32x4.add(y, all(seluScale * seluAlpha));
    return v128.bitselect(all(seluScale), below, f32x4.gt(y, all(0)));
  }
  if (kind == sigmoidCode) return f32x4.mul(y, f32x4.sub(one, y));
  if (kind == tanhCode) return f32x4.sub(one, f32x4.mul(y, y));
  if (kind == softplusCode) return sigmoid(x);
  if (kind == swish) {
    const s = sigmoid(x);
    return f32x4.add(s, f32x4.mul(y, f32x4.sub(one, s)));
  }
  if (kind == gelu) {
    const below = f32x4.mul(all(0.5), f32x4.add(one, erf(f32x4.mul(x, all(rootHalf)))));
    const density = f32x4.mul(all(rootTwoPiInverse), exp(f32x4.mul(f32x4.mul(x, x), all(-0.5))));
    return f32x4.add(below, f32x4.mul(x, density));
  }
  if (kind == geluByTanh) {
    const t = tanh(tanhArgument(x));
    const inner = f32x4.mul(all(rootTwoOverPi), f32x4.add(one, f32x4.mul(all(0.134145), f32x4.mul(x, x))));
    const slope = f32x4.mul(f32x4.mul(x, f32x4.sub(one, f32x4.mul(t, t))), inner);
    return f32x4.mul(all(0.5), f32x4.add(f32x4.add(one, t), slope));
  }
  return one;
}

/** `y = activation(x)`, for 8 columns of so many rows that lie `stride` bytes apart. */
export function activateColumns(kind: i32, alpha: f32, x: usize, y: usize, stride: usize, rows: i32): void {
  if (kind == linear && x == y) return;
  for (let row = 0; row < rows; row++) {
    v128.store(y, activated(kind, alpha, v128.load(x)));
    v128.store(y, activated(kind, alpha, v128.load(x, 16)), 16);
    x += stride;
    y += stride;
  }
}

/** Turns, in place, gradients with respect to an activation's output into those with respect to its input. */
export function activateColumnsBack(kind: i32, alpha: f32, gradient: usize, x: usize, y: usize, stride: usize, rows: i32): void {
  if (kind == linear) return;
  for (let row = 0; row < rows; row++) {
    if (kind == relu) {
      v128.store(gradient, v128.and(v128.load(gradient), f32x4.gt(v128.load(y), all(0))));
      v128.store(gradient, v128.and(v128.load(gradient, 16), f32x4.gt(v128.load(y, 16), all(0))), 16);
    } else {
      v128.store(gradient, f32x4.mul(v128.load(gradient), derivative(kind, alpha, v128.load(x), v128.load(y))));
      v128.store(gradient, f32x4.mul(v128.load(gradient, 16), derivative(kind, alpha, v128.load(x, 16), v128.load(y, 16))), 16);
    }
    gradient += stride;
    x += stride;
    y += stride;
  }
}

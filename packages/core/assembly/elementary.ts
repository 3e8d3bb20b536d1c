// Elementary functions of four numbers at once, from additions, multiplications and square roots only, so that every
// machine gives the same bits. The polynomials are those of the Cephes library (S. L. Moshier, 1989), which are good to
// about 2 units in the last place.

@inline
function times(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

@inline
function plus(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

@inline
function all(value: f32): v128 {
  return f32x4.splat(value);
}

/** eʳ − 1 for r from −½ ln 2 to ½ ln 2. */
@inline
function expPolynomial(r: v128): v128 {
  let p = plus(times(all(1.9875691500e-4), r), all(1.3981999507e-3));
  p = plus(times(p, r), all(8.3334519073e-3));
  p = plus(times(p, r), all(4.1665795894e-2));
  p = plus(times(p, r), all(1.6666665459e-1));
  p = plus(times(p, r), all(5.0000001201e-1));
  return plus(times(p, times(r, r)), r);
}

/** eˣ; 0 and infinity where that is too small or too large for a float, NaN for NaN. */
export function exp(x: v128): v128 {
  const inRange = f32x4.min(f32x4.max(x, all(-104)), all(89));
  const k = f32x4.nearest(times(inRange, all(1.44269504088896341)));
  let r = f32x4.sub(inRange, times(k, all(0.693359375)));
  r = f32x4.sub(r, times(k, all(-2.12194440e-4)));
  const p = plus(expPolynomial(r), all(1));
  // 2ᵏ in two factors, as k can be beyond what one exponent holds.
  const whole = i32x4.trunc_sat_f32x4_s(k);
  const half = i32x4.shr_s(whole, 1);
  const first = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23);
  const second = i32x4.shl(i32x4.add(i32x4.sub(whole, half), i32x4.splat(127)), 23);
  return times(times(p, first), second);
}

/** eˣ − 1, also where eˣ is nearly 1. */
export function expm1(x: v128): v128 {
  const isNear = f32x4.lt(f32x4.abs(x), all(0.34));
  return v128.bitselect(expPolynomial(x), f32x4.sub(exp(x), all(1)), isNear);
}

/** The natural logarithm; −infinity for 0, NaN below 0 and for NaN, infinity for infinity. */
export function log(x: v128): v128 {
  // A number too small for a normal exponent is scaled up by 2²⁵.
  const isSmall = f32x4.lt(x, all(1.17549435e-38));
  const scaled = v128.bitselect(times(x, all(33554432)), x, isSmall);
  const exponent = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), all(0.5));
  const below = f32x4.lt(m, all(0.707106781186547524));
  let e = f32x4.convert_i32x4_s(exponent);
  e = f32x4.sub(e, v128.and(below, all(1)));
  e = f32x4.sub(e, v128.and(isSmall, all(25)));
  m = f32x4.sub(plus(m, v128.and(below, m)), all(1));
  const square = times(m, m);
  let p = plus(times(all(7.0376836292e-2), m), all(-1.1514610310e-1));
  p = plus(times(p, m), all(1.1676998740e-1));
  p = plus(times(p, m), all(-1.2420140846e-1));
  p = plus(times(p, m), all(1.4249322787e-1));
  p = plus(times(p, m), all(-1.6668057665e-1));
  p = plus(times(p, m), all(2.0000714765e-1));
  p = plus(times(p, m), all(-2.4999993993e-1));
  p = plus(times(p, m), all(3.3333331174e-1));
  let y = times(times(p, m), square);
  y = plus(y, times(e, all(-2.12194440e-4)));
  y = f32x4.sub(y, times(square, all(0.5)));
  y = plus(plus(m, y), times(e, all(0.693359375)));
  y = v128.bitselect(all(-Infinity), y, f32x4.eq(x, all(0)));
  y = v128.bitselect(x, y, f32x4.eq(x, all(Infinity)));
  return v128.bitselect(y, all(NaN), f32x4.ge(x, all(0)));
}

/** ln(1 + x) for x from 0 to 1, also where x is lost in 1 + x. */
export function log1p(x: v128): v128 {
  const sum = plus(x, all(1));
  const lost = f32x4.eq(sum, all(1));
  const quotient = f32x4.div(times(log(sum), x), f32x4.sub(sum, all(1)));
  return v128.bitselect(x, quotient, lost);
}

/** 1 / (1 + e⁻ˣ) */
export function sigmoid(x: v128): v128 {
  return f32x4.div(all(1), plus(all(1), exp(f32x4.neg(x))));
}

/** The hyperbolic tangent: a polynomial near 0, where the quotient would lose digits. */
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = times(x, x);
  let p = plus(times(all(-5.70498872745e-3), square), all(2.06390887954e-2));
  p = plus(times(p, square), all(-5.37397155531e-2));
  p = plus(times(p, square), all(1.33314422036e-1));
  p = plus(times(p, square), all(-3.33332819422e-1));
  const near = plus(times(times(p, square), x), x);
  const power = exp(plus(size, size));
  const far = f32x4.sub(all(1), f32x4.div(all(2), plus(power, all(1))));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(near, signed, f32x4.lt(size, all(0.625)));
}

/** ln(1 + eˣ), without an overflow. */
export function softplus(x: v128): v128 {
  return plus(f32x4.max(x, all(0)), log1p(exp(f32x4.neg(f32x4.abs(x)))));
}

/**
 * The error function: its Taylor series near 0, and 1 − t·exp(−x² + polynomial of t) with t = 1 / (1 + x/2) farther
 * out (Numerical Recipes, `erfcc`: error below 1.2e-7 everywhere).
 */
export function erf(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = times(x, x);
  let s = plus(times(all(-7.5757575e-4), square), all(4.6296296e-3));
  s = plus(times(s, square), all(-2.3809524e-2));
  s = plus(times(s, square), all(0.1));
  s = plus(times(s, square), all(-0.33333334));
  const near = times(plus(times(times(s, square), x), x), all(1.1283791671));
  const t = f32x4.div(all(1), plus(all(1), times(size, all(0.5))));
  let p = plus(times(all(0.17087277), t), all(-0.82215223));
  p = plus(times(p, t), all(1.48851587));
  p = plus(times(p, t), all(-1.13520398));
  p = plus(times(p, t), all(0.27886807));
  p = plus(times(p, t), all(-0.18628806));
  p = plus(times(p, t), all(0.09678418));
  p = plus(times(p, t), all(0.37409196));
  p = plus(times(p, t), all(1.00002368));
  p = plus(times(p, t), all(-1.26551223));
  const far = f32x4.sub(all(1), times(t, exp(f32x4.sub(p, square))));
  const signed = v128.or(v128.and(far, i32x4.splat(0x7fffffff)), v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(near, signed, f32x4.lt(size, all(0.5)));
}

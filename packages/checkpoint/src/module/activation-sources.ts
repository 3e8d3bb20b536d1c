import type { Activation } from '../network/read-activation.ts';

/** The source of each activation as a function of one number, or of all of them for softmax; linear has none. */
export const activationSources: Readonly<Record<Exclude<Activation['type'], 'linear'>, string>> = {
  elu: `\
/** @param {number} x */
const elu = (x) => (x > 0 ? x : Math.expm1(x));`,
  gelu: `\
/** x · Φ(x), where Φ is the normal distribution's. @param {number} x */
const gelu = (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2));

/** By Abramowitz and Stegun, 7.1.26, to 1.5e-7. @param {number} x */
function erf(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}`,
  leakyRelu: `\
/** @param {number} x @param {number} alpha */
const leakyRelu = (x, alpha) => (x > 0 ? x : alpha * x);`,
  relu: `\
/** @param {number} x */
const relu = (x) => Math.max(x, 0);`,
  selu: `\
/** @param {number} x */
const selu = (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));`,
  sigmoid: `\
/** @param {number} x */
const sigmoid = (x) => 1 / (1 + Math.exp(-x));`,
  softmax: `\
/**
 * eˣ over its sum, for every row of so many columns.
 * @param {Float32Array} x
 * @param {number} columns
 */
function softmax(x, columns) {
  const y = new Float32Array(x.length);
  for (let start = 0; start < x.length; start += columns) {
    const row = x.subarray(start, start + columns);
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const powers = Float64Array.from(row, (value) => Math.exp(value - largest));
    const sum = powers.reduce((a, b) => a + b, 0);
    powers.forEach((power, i) => {
      y[start + i] = power / sum;
    });
  }
  return y;
}`,
  softplus: `\
/** ln(1 + eˣ) @param {number} x */
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));`,
  swish: `\
/** @param {number} x */
const swish = (x) => x / (1 + Math.exp(-x));`,
  tanh: `\
/** @param {number} x */
const tanh = (x) => Math.tanh(x);`,
};

/** The form of gelu by tanh, which stands beside the exact one. */
export const geluByTanhSource = `\
/** x · Φ(x), where Φ is the normal distribution's, by tanh. @param {number} x */
const geluByTanh = (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * x * (1 + 0.044715 * x * x)));`;

/** The source of dense layers: sums in float64, results in float32. */
export const denseSource = `\
/**
 * x · kernel + bias, for a kernel of [inputs, units].
 * @param {Float32Array} x
 * @param {number} units
 * @param {Float32Array} kernel
 * @param {Float32Array} [bias]
 */
function dense(x, units, kernel, bias) {
  const sums = bias ? Float64Array.from(bias) : new Float64Array(units);
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < units; j++) sums[j] += x[i] * kernel[i * units + j];
  }
  return Float32Array.from(sums);
}`;

/** The source of batch normalization by its moving moments. */
export const normalizeSource = `\
/**
 * (x − mean) · factor + beta, along the last axis: batch normalization, whose factor is γ / √(variance + ε).
 * @param {Float32Array} x
 * @param {Float32Array} mean
 * @param {Float32Array} factor
 * @param {Float32Array} [beta]
 */
function normalize(x, mean, factor, beta) {
  const features = mean.length;
  return x.map((value, i) => (value - mean[i % features]) * factor[i % features] + (beta ? beta[i % features] : 0));
}`;

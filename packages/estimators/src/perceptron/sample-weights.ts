/**
 * A weight for each example: those given, in float64, or 1.
 * @throws RangeError if they are too many or too few, or one is not finite.
 */
export function sampleWeights(given: ArrayLike<number> | undefined, count: number, what: string): Float64Array {
  if (!given) return new Float64Array(count).fill(1);
  if (given.length !== count) {
    throw new RangeError(`Cannot ${what}: there must be a weight for each of ${count} rows, found ${given.length}.`);
  }
  const weights = Float64Array.from(given);
  const wrong = weights.findIndex((weight) => !Number.isFinite(weight));
  if (wrong >= 0) throw new RangeError(`Cannot ${what}: weights must be finite, weight ${wrong} is ${given[wrong]}.`);
  return weights;
}

/**
 * The share of the weights that belongs to what is right, summed as NumPy sums.
 * @throws RangeError if the weights add up to 0.
 */
export function weightedShare(isRight: (index: number) => boolean, weights: Float64Array, what: string): number {
  const all = pairwiseSum(weights);
  if (all === 0) throw new RangeError(`Cannot ${what}: the weights must not add up to 0.`);
  return pairwiseSum(weights.map((weight, i) => (isRight(i) ? weight : 0))) / all;
}

/** NumPy's order of addition: eight sums side by side in blocks of up to 128, which are added up in pairs. */
function pairwiseSum(values: Float64Array): number {
  const { length } = values;
  if (length < 8) return values.reduce((sum, value) => sum + value, 0);
  if (length > 128) {
    const half = (length >> 1) - ((length >> 1) % 8);
    return pairwiseSum(values.subarray(0, half)) + pairwiseSum(values.subarray(half));
  }
  const sums = values.slice(0, 8);
  const whole = length - (length % 8);
  for (let i = 8; i < whole; i++) sums[i % 8]! += values[i]!;
  const pairs = [0, 2, 4, 6].map((i) => sums[i]! + sums[i + 1]!);
  const all = pairs[0]! + pairs[1]! + (pairs[2]! + pairs[3]!);
  return values.subarray(whole).reduce((sum, value) => sum + value, all);
}

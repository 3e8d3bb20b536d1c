/**
 * A sum in NumPy's order: in halves, of which those of 128 numbers or fewer are added up in eight columns. The order
 * decides on last bits, and those on how a score that lies halfway between two decimals is printed.
 */
export function pairwiseSum(values: ArrayLike<number>, start = 0, end: number = values.length): number {
  const count = end - start;
  if (count > 128) {
    const half = Math.floor(count / 2);
    const middle = start + half - (half % 8);
    return pairwiseSum(values, start, middle) + pairwiseSum(values, middle, end);
  }
  const whole = count < 8 ? start : end - (count % 8);
  const [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map((column) => {
    let sum = 0;
    for (let i = start + column; i < whole; i += 8) sum += values[i]!;
    return sum;
  }) as [number, number, number, number, number, number, number, number];
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < end; i++) sum += values[i]!;
  return sum;
}

/** One number that can be moved, and the value that hangs on it. */
export interface Coordinate {
  /** What messages call it, such as `kernel[3]`. */
  readonly label: string;
  /** Where it stands: a number in float32. */
  readonly at: number;
  /** The value with the number moved there; the rest stays as it is. */
  valueAt(moved: number): number;
}

const step = 2 ** -8;

/**
 * Asserts that a derivative lies between the difference quotients to the left and to the right, give or take
 * `tolerance · (1 + |derivative|)`. That takes kinks, where the two differ, as well as smooth functions.
 */
export function expectBetweenDifferences(
  { label, at, valueAt }: Coordinate,
  derivative: number,
  tolerance = 2e-3,
): void {
  const here = valueAt(at);
  const quotient = (moved: number): number => (valueAt(moved) - here) / (moved - at);
  const sides = [quotient(Math.fround(at - step)), quotient(Math.fround(at + step))];
  const slack = tolerance * (1 + Math.abs(derivative));
  const isWithin = derivative >= Math.min(...sides) - slack && derivative <= Math.max(...sides) + slack;
  if (Number.isFinite(derivative) && isWithin) return;
  throw new Error(
    `The derivative with respect to ${label} is ${derivative}, the difference quotients are ${sides.join(' and ')}.`,
  );
}

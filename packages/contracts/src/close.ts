/** How far two numbers may lie apart: `absolute + relative · |expected|`. */
export interface Tolerance {
  /** Share of the expected value's size. Default 1e-6. */
  relative?: number;
  /** Floor for values near zero. Default 1e-6. */
  absolute?: number;
}

/**
 * Asserts that two arrays have the same length and, element by element, nearly the same values.
 *
 * Equal infinities are close, and so are NaN and NaN; nothing else is close to either.
 *
 * @throws Error that gives the lengths, or the first and the worst element that differ and how many do.
 */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative = 1e-6, absolute = 1e-6 }: Tolerance = {},
): void {
  if (actual.length !== expected.length) {
    throw new Error(`Expected ${expected.length} values, found ${actual.length}.`);
  }
  const far: { index: number; excess: number }[] = [];
  for (let index = 0; index < expected.length; index++) {
    const [found, wanted] = [Number(actual[index]), Number(expected[index])];
    if (Object.is(found, wanted) || found === wanted) continue;
    const excess = Math.abs(found - wanted) / (absolute + relative * Math.abs(wanted));
    if (!(excess <= 1) || !Number.isFinite(wanted))
      far.push({ index, excess: Number.isNaN(excess) ? Infinity : excess });
  }
  const first = far[0];
  if (first === undefined) return;
  const worst = far.reduce((a, b) => (b.excess > a.excess ? b : a));
  const describe = ({ index }: { index: number }): string =>
    `[${index}] is ${actual[index]}, expected ${expected[index]}`;
  throw new Error(
    `${far.length} of ${expected.length} values differ by more than ${absolute} + ${relative}·|expected|: ` +
      `the first, ${describe(first)}; the worst, ${describe(worst)}.`,
  );
}

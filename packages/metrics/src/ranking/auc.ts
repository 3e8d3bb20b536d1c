/**
 * The area under a curve through points in the order of x, rising or falling, by the trapezoidal rule: scikit-learn's
 * `auc`.
 *
 * @throws RangeError if there are fewer than two points, not as many y as x, or x goes up and down.
 *
 * @example
 * ```ts
 * import { auc } from '@feedforward/metrics';
 *
 * console.log(auc([0, 0.5, 1], [0, 0.8, 1])); // 0.65
 * ```
 */
export function auc(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length < 2 || x.length !== y.length) {
    throw new RangeError(
      `Cannot take the area under a curve: it takes two points at least, found ${x.length} x and ${y.length} y.`,
    );
  }
  let [area, rises, falls] = [0, false, false];
  for (let i = 1; i < x.length; i++) {
    const step = x[i]! - x[i - 1]!;
    rises ||= step > 0;
    falls ||= step < 0;
    area += (step * (y[i]! + y[i - 1]!)) / 2;
  }
  if (rises && falls) throw new RangeError('Cannot take the area under a curve: x must rise or fall, it does both.');
  return falls ? -area : area;
}

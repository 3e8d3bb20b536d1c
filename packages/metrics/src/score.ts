import { Matrix, type MatrixLike, type Targets } from '@feedforward/datasets';
import type { Metric } from './metric.ts';

/**
 * A metric's score of these examples, in one call.
 * @throws RangeError if they do not go together, or there are none: see {@link Accumulator.update}.
 *
 * @example
 * ```ts
 * import { accuracy, score } from '@feedforward/metrics';
 *
 * console.log(score(accuracy(), [[2, 1], [0, 3], [1, 0]], [0, 1, 1])); // 0.6666666666666666
 * ```
 */
export function score<Result>(
  metric: Metric<Result>,
  outputs: MatrixLike,
  labels: Targets | readonly number[],
  weights?: ArrayLike<number>,
): Result {
  const accumulator = metric.start();
  accumulator.update(Matrix.from(outputs), isPlain(labels) ? Float64Array.from(labels) : labels, weights);
  return accumulator.result();
}

function isPlain(labels: Targets | readonly number[]): labels is readonly number[] {
  return Array.isArray(labels);
}

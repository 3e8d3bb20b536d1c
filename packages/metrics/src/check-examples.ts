import type { Matrix, Targets } from '@feedforward/datasets';

/**
 * Refuses outputs, labels and weights that do not go together.
 * @param cannot What could not be done, as the error begins: `score accuracy`.
 * @throws RangeError that gives the lengths, or the first weight that does not do.
 */
export function checkExamples(
  outputs: Matrix,
  labels: Targets,
  weights: ArrayLike<number> | undefined,
  cannot: string,
): void {
  const [rows, columns] = outputs.shape;
  if (rows === 0 || columns === 0) {
    throw new RangeError(`Cannot ${cannot}: it takes outputs [batch, n], they are [${rows}, ${columns}].`);
  }
  if (labels.length !== rows) {
    throw new RangeError(`Cannot ${cannot}: ${rows} rows of outputs take ${rows} labels, there are ${labels.length}.`);
  }
  checkWeights(weights, rows, 'rows of outputs', cannot);
}

/**
 * Refuses weights that are not one for each of `count` examples, finite and 0 or more.
 * @param what What is weighted, as the error says it: `labels`.
 * @throws RangeError that gives the lengths, or the first weight that does not do.
 */
export function checkWeights(
  weights: ArrayLike<number> | undefined,
  count: number,
  what: string,
  cannot: string,
): void {
  if (!weights) return;
  if (weights.length !== count) {
    throw new RangeError(`Cannot ${cannot}: ${count} ${what} take ${count} weights, there are ${weights.length}.`);
  }
  for (let row = 0; row < count; row++) {
    const weight = weights[row]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`Cannot ${cannot}: weights must be finite and 0 or more, that of row ${row} is ${weight}.`);
    }
  }
}

/** @throws RangeError unless the weights are in order, and one is above 0. */
export function checkPositiveWeights(weights: ArrayLike<number> | undefined, count: number, cannot: string): void {
  checkWeights(weights, count, 'labels', cannot);
  if (weights && !Array.from(weights).some((weight) => weight > 0)) {
    throw new RangeError(`Cannot ${cannot}: one weight at least must be above 0, all are 0.`);
  }
}

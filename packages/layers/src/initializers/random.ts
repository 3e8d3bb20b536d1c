import { sizeOf } from '../shapes.ts';
import type { Initializer } from './initializer.ts';
import { checkFinite, makeInitializer } from './make-initializer.ts';

/** What {@link randomNormal} and {@link truncatedNormal} take. */
export interface NormalOptions {
  /** Default 0. */
  readonly mean?: number | undefined;
  /** Default 0.05, Keras's. */
  readonly standardDeviation?: number | undefined;
}

/** Normal deviates. @throws RangeError if the mean is not finite or the standard deviation is negative. */
export function randomNormal({ mean = 0, standardDeviation = 0.05 }: NormalOptions = {}): Initializer {
  checkNormal('randomNormal', mean, standardDeviation);
  return makeInitializer({ type: 'randomNormal', mean, standardDeviation }, (shape, random) =>
    random.normal(mean, standardDeviation, sizeOf(shape)),
  );
}

/**
 * Normal deviates, redrawn until they lie within two standard deviations of the mean, as TensorFlow's
 * `truncated_normal`. The result's own standard deviation is 0.88 times the given one.
 * @throws RangeError if the mean is not finite or the standard deviation is negative.
 */
export function truncatedNormal({ mean = 0, standardDeviation = 0.05 }: NormalOptions = {}): Initializer {
  checkNormal('truncatedNormal', mean, standardDeviation);
  return makeInitializer({ type: 'truncatedNormal', mean, standardDeviation }, (shape, random) =>
    random.truncatedNormal(mean, standardDeviation, sizeOf(shape)),
  );
}

/** What {@link randomUniform} takes. */
export interface UniformOptions {
  /** Default −0.05, Keras's. */
  readonly low?: number | undefined;
  /** Default 0.05. */
  readonly high?: number | undefined;
}

/** Uniform in [low, high). @throws RangeError if the bounds are not finite, or the wrong way round. */
export function randomUniform({ low = -0.05, high = 0.05 }: UniformOptions = {}): Initializer {
  checkFinite('randomUniform', { low, high });
  if (low > high) {
    throw new RangeError(
      `Cannot make initializer randomUniform: low must not exceed high, they are ${low} and ${high}.`,
    );
  }
  return makeInitializer({ type: 'randomUniform', low, high }, (shape, random) =>
    random.uniform(low, high, sizeOf(shape)),
  );
}

function checkNormal(type: string, mean: number, standardDeviation: number): void {
  checkFinite(type, { mean, standardDeviation });
  if (standardDeviation < 0) {
    throw new RangeError(
      `Cannot make initializer ${type}: standardDeviation must not be negative, it is ${standardDeviation}.`,
    );
  }
}

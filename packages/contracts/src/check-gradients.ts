import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { expectClose } from './close.ts';

/** An argument of the function under test: a shape, and the range that its values are drawn from, [-2, 2] by default. */
export type Argument = number[] | { shape: number[]; range: [low: number, high: number] };

/**
 * Checks the gradients of a function of tensors, by each of its arguments, against central differences, and that it
 * leaves no tensor behind.
 *
 * The output is weighted with random numbers before it is summed, so that no two elements of dy are alike. All values
 * lie apart from each other and from the whole numbers, where most functions have their kinks; so keep shapes small.
 */
export function checkGradients(f: (...x: tf.Tensor[]) => tf.Tensor, ...args: Argument[]): void {
  const random = new RandomState(42);
  const values = distinctValues(random, args);
  const before = tf.memory().numTensors;

  const outputs = (x: Float32Array[]): ArrayLike<number> => tf.tidy(() => f(...tensors(x, args)).dataSync());
  const weights = random.uniform(0.5, 1.5, outputs(values).length);
  const gradients = tf.tidy(() => {
    const loss = (...x: tf.Tensor[]): tf.Tensor => {
      const y = f(...x);
      return tf.sum(tf.mul(y, tf.tensor(Float32Array.from(weights), y.shape)));
    };
    return tf
      .grads(loss)(tensors(values, args))
      .map((gradient) => ({
        shape: gradient.shape,
        data: gradient.dataSync(),
      }));
  });

  values.forEach((value, i) => {
    expect(gradients[i]!.shape).toEqual(shapeOf(args[i]!));
    const moved = (at: number, by: number): Float32Array[] => values.with(i, value.with(at, value[at]! + by));
    const differences = Array.from(value, (_, at) => {
      const [above, below] = [outputs(moved(at, step)), outputs(moved(at, -step))];
      // In float64, and element by element: float32 sums would lose as much as these differ.
      return weights.reduce((sum, weight, k) => sum + (weight * (above[k]! - below[k]!)) / (2 * step), 0);
    });
    expectClose(gradients[i]!.data, differences, { relative: 1e-2, absolute: 1e-3 });
  });
  expect(tf.memory().numTensors).toBe(before);
}

/** A power of two, so that x ± step is exact; of this size, truncation and float32's rounding err alike. */
const step = 2 ** -7;

function distinctValues(random: RandomState, args: Argument[]): Float32Array[] {
  const drawn: number[] = [];
  const isFree = (x: number): boolean => [Math.round(x), ...drawn].every((other) => Math.abs(x - other) > 2.2 * step);
  return args.map((argument) => {
    const [low, high] = Array.isArray(argument) ? [-2, 2] : argument.range;
    return new Float32Array(tf.util.sizeFromShape(shapeOf(argument))).map(() => {
      for (let attempt = 0; attempt < 10_000; attempt++) {
        const x = random.uniform(low, high);
        if (isFree(x)) return drawn.push(x) && x;
      }
      throw new RangeError(`Cannot draw so many distinct values from [${low}, ${high}]: use a smaller shape.`);
    });
  });
}

function tensors(values: Float32Array[], args: Argument[]): tf.Tensor[] {
  return values.map((data, i) => tf.tensor(data, shapeOf(args[i]!)));
}

function shapeOf(argument: Argument): number[] {
  return Array.isArray(argument) ? argument : argument.shape;
}

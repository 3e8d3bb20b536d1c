import type { Model, Shape } from '@feedforward/layers';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';

export const seed = 7;

/** Numbers in float32, without the shape that goes with them. */
export type Values = ReadonlyMap<string, Float32Array>;

export interface Run {
  readonly training: boolean;
  readonly random?: RandomState;
  readonly inputs?: Float32Array;
  readonly parameters?: Values;
}

export interface Output {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly assigned: readonly string[];
}

/** Normal deviates for a batch. */
export function inputsOf(inputShape: Shape, rows = 5): Float32Array {
  const size = inputShape.reduce((product, length) => product * length, rows);
  return Float32Array.from(new RandomState(seed + 1).randn(size));
}

/**
 * The parameters at first, moved off the values that a rule may have for them: a gradient or a bias that is forgotten
 * does not show at 0, nor a factor at 1.
 */
export function parametersOf(model: Model): Values {
  const random = new RandomState(seed);
  const first = model.initialize(random);
  return new Map([...first].map(([name, { data }]) => [name, data.map((value) => value + random.uniform(0.1, 0.4))]));
}

/** A model's output, in numbers, for drawn inputs and parameters where none are given. */
export function runLayer(model: Model, options: Run): Output {
  const { training, random = new RandomState(seed), inputs = inputsOf(model.inputShape) } = options;
  const values = options.parameters ?? parametersOf(model);
  return tf.tidy(() => {
    const parameters = new Map(
      model.parameters.map(({ name, shape }) => [name, tf.tensor(values.get(name)!, [...shape])]),
    );
    const assigned: string[] = [];
    const assign = (name: string): number => assigned.push(name);
    const output = model.apply(inputTensor(model, inputs), { parameters, training, random, assign });
    return { shape: output.shape, data: Float32Array.from(output.dataSync()), assigned };
  });
}

export function inputTensor({ inputShape }: Model, inputs: Float32Array): tf.Tensor {
  const size = inputShape.reduce((product, length) => product * length, 1);
  return tf.tensor(inputs, [inputs.length / size, ...inputShape]);
}

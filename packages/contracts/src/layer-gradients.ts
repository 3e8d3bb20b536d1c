import type { Model } from '@feedforward/layers';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { expectBetweenDifferences } from './bracket.ts';
import { inputsOf, inputTensor, parametersOf, type Run, runLayer, seed, type Values } from './layer-run.ts';

/** Of each tensor, gradients are compared at this many elements at the most. */
const elements = 40;

/**
 * Checks the gradients of the outputs' sum, each weighted with a number of its own, by the inputs and by every
 * trainable parameter. Kinks are allowed for: an element may move across one.
 */
export function checkLayerGradients(model: Model, training: boolean): void {
  const inputs = inputsOf(model.inputShape);
  const parameters = parametersOf(model);
  const outputSize = runLayer(model, { training }).data.length;
  const weights = Float32Array.from(new RandomState(seed + 2).randn(outputSize));
  const weighted = (moved: Run): number =>
    runLayer(model, moved).data.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  for (const [name, gradient] of gradients(model, training, { inputs, parameters, weights })) {
    const values = name === 'input' ? inputs : parameters.get(name)!;
    expect(gradient.length).toBe(values.length);
    for (const i of sample(values.length)) {
      const valueAt = (number: number): number => {
        const moved = values.with(i, number);
        return name === 'input'
          ? weighted({ training, inputs: moved, parameters })
          : weighted({ training, inputs, parameters: new Map([...parameters, [name, moved]]) });
      };
      expectBetweenDifferences({ label: `${name}[${i}]`, at: values[i]!, valueAt }, gradient[i]!);
    }
  }
}

interface Point {
  readonly inputs: Float32Array;
  readonly parameters: Values;
  readonly weights: Float32Array;
}

/** tfjs's own, by name; the input's is `input`. */
function gradients(model: Model, training: boolean, { inputs, parameters, weights }: Point): Values {
  const trainable = model.parameters.filter((parameter) => parameter.trainable).map(({ name }) => name);
  const values = new Map<string, Float32Array>();
  tf.tidy(() => {
    const fixed = new Map(
      model.parameters.map(({ name, shape }) => [name, tf.tensor(parameters.get(name)!, [...shape])]),
    );
    const total = (...[x, ...trained]: tf.Tensor[]): tf.Tensor => {
      const moving = new Map([...fixed, ...trainable.map((name, i) => [name, trained[i]!] as const)]);
      const random = new RandomState(seed);
      const output = model.apply(x!, { parameters: moving, training, random, assign: () => {} });
      return tf.sum(tf.mul(output, tf.tensor(weights, output.shape)));
    };
    const found = tf.grads(total)([inputTensor(model, inputs), ...trainable.map((name) => fixed.get(name)!)]);
    ['input', ...trainable].forEach((name, i) => {
      values.set(name, Float32Array.from(found[i]!.dataSync()));
    });
  });
  return values;
}

/** All of so many indices, or some of them. */
function sample(size: number): Iterable<number> {
  const indices = new RandomState(seed).permutation(size);
  return indices.subarray(0, elements);
}

import { loadIris } from '@feedforward/datasets';
import { batchNormalization, dense, dropout, type Layer, sequential } from '@feedforward/layers';
import { type Loss, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { GradientTransform } from '../clipping.ts';
import { adam } from '../optimizers/adam.ts';
import { momentum } from '../optimizers/momentum.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { type Recipe, Trainer } from '../trainer.ts';

const iris = loadIris();

function make(changes: Partial<Recipe> = {}, last: readonly Layer[] = []): Trainer {
  const layers = [dense(4, { name: 'hidden' }), batchNormalization(), dropout(0.5), dense(3), ...last];
  return new Trainer(sequential(layers, { inputShape: [4] }), {
    loss: sparseSoftmaxCrossEntropy(),
    optimizer: momentum(),
    seed: 1,
    ...changes,
  });
}

const identity = (shape: readonly number[]): readonly number[] => shape;
const fail = (): never => {
  throw new Error('cannot');
};
const rule = momentum();
let updates = 0;
const failingLate: Optimizer = {
  ...rule,
  update: (update) => (++updates % 3 === 0 ? fail() : rule.update(update)),
};
const nan: Loss = (outputs) => tf.mul(tf.sum(outputs), Number.NaN);
const failingLayer: Layer = { outputShape: identity, call: (x, { training }) => (training ? fail() : x) };

describe('a step that cannot be taken', () => {
  it.each<[string, () => Trainer, string]>([
    ['a layer that fails after others drew and assigned', () => make({}, [failingLayer]), 'cannot'],
    ['a loss that fails', () => make({ loss: fail }), 'cannot'],
    ['a loss that is NaN', () => make({ loss: nan }), 'loss at step 1 is NaN'],
    ['clipping that fails', () => make({ clipping: fail }), 'cannot'],
    ['an optimizer that fails at its third parameter', () => make({ optimizer: failingLate }), 'cannot'],
    [
      'a learning rate that is NaN',
      () => make({ optimizer: adam({ learningRate: () => Number.NaN }) }),
      'rate of step',
    ],
  ])('for %s changes nothing, and leaves no tensors', async (_, failing, message) => {
    const trainer = failing();
    await trainer.predict(iris.features);
    const before = trainer.state();
    const tensors = tf.memory().numTensors;
    await expect(trainer.step(iris)).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(trainer.state()).toEqual(before);
    trainer.dispose();
  });
});

describe('a training step', () => {
  it('takes as many tensors as it frees, for a layer that assigns twice, and what is not its own', async () => {
    const counting: Layer = {
      outputShape: identity,
      parameters: () => [{ name: 'count', shape: [1], initializer: () => new Float32Array(1), trainable: false }],
      call: (x, { parameter, assign, training }) => {
        if (!training) return x;
        assign('count', tf.zeros([1]));
        assign('count', parameter('count'));
        assign('count', tf.add(parameter('count'), 1));
        return x;
      },
    };
    const trainer = make({}, [{ ...counting, name: 'counting' }]);
    await trainer.step(iris);
    const before = tf.memory();
    for (let i = 0; i < 20; i++) await trainer.step(iris);
    expect(tf.memory()).toEqual(before);
    expect(new Map(trainer.parameters()).get('counting/count')!.data).toEqual(Float32Array.of(21));
    trainer.dispose();
  });

  it('leaves parameters alone whose gradients are taken out, and can take them up again', async () => {
    let frozen = true;
    const clipping: GradientTransform = (gradients) =>
      new Map([...gradients].filter(([name]) => !frozen || !name.startsWith('hidden/')));
    const trainer = make({ clipping });
    const kernel = () => new Map(trainer.parameters()).get('hidden/kernel')!.data;
    const before = kernel();
    await trainer.step(iris);
    expect(kernel()).toEqual(before);
    frozen = false;
    await trainer.step(iris);
    expect(kernel()).not.toEqual(before);
    trainer.dispose();
  });
});

it('a loss of more than one number is refused in evaluation too', async () => {
  await expect(make({ loss: (outputs) => outputs }).evaluate(iris)).rejects.toThrow(/one number, .* \[150, 3\]/);
});

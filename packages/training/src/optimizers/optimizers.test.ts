import { readFileSync } from 'node:fs';
import { checkOptimizer, expectClose } from '@feedforward/contracts';
import { Matrix } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import { Trainer } from '../trainer.ts';
import { adagrad } from './adagrad.ts';
import { adam, adamw } from './adam.ts';
import { gradientDescent } from './gradient-descent.ts';
import { momentum, nesterov } from './momentum.ts';
import type { Optimizer } from './optimizer.ts';
import { optimizerNamed } from './optimizer-named.ts';
import { rmsprop } from './rmsprop.ts';

interface Golden {
  sizes: number[];
  batchSize: number;
  x: number[][];
  y: number[];
  kernels: number[][][];
  biases: number[][];
  optimizers: Record<string, { learningRate: number; losses: number[]; kernels: number[][][]; biases: number[][] }>;
}

const golden: Golden = JSON.parse(readFileSync(new URL('goldens/training-cases.json', import.meta.url), 'utf8'));

const cases: Record<string, (learningRate: number) => Optimizer> = {
  sgd: (learningRate) => gradientDescent({ learningRate }),
  momentum: (learningRate) => momentum({ learningRate }),
  nesterov: (learningRate) => nesterov({ learningRate }),
  adagrad: (learningRate) => adagrad({ learningRate }),
  rmsprop: (learningRate) => rmsprop({ learningRate }),
  adam: (learningRate) => adam({ learningRate }),
  adamw: (learningRate) => adamw({ learningRate, weightDecay: 0.01 }),
};

/** The golden 6-5-4-3 network, with its parameters from before the first step. */
function goldenTrainer(optimizer: Optimizer): Trainer {
  const [inputs, ...units] = golden.sizes;
  const layers = units.map((n, i) => dense(n, { name: `${i}`, activation: i < units.length - 1 ? 'relu' : 'linear' }));
  const trainer = new Trainer(sequential(layers, { inputShape: [inputs!] }), {
    loss: sparseSoftmaxCrossEntropy(),
    optimizer,
  });
  trainer.setParameters(
    golden.kernels.flatMap((kernel, i) => {
      const bias = golden.biases[i]!;
      const shape = [kernel.length, bias.length];
      return [
        [`${i}/kernel`, { dtype: 'float64', shape, data: Float64Array.from(kernel.flat()) }],
        [`${i}/bias`, { dtype: 'float64', shape: [bias.length], data: Float64Array.from(bias) }],
      ] as const;
    }),
  );
  return trainer;
}

describe.each(Object.entries(golden.optimizers))('%s, against float64 NumPy', (name, expected) => {
  it('gives the loss of each of its 12 steps, and the parameters after them', async () => {
    const trainer = goldenTrainer(cases[name]!(expected.learningRate));
    const losses: number[] = [];
    for (let start = 0; start < golden.x.length; start += golden.batchSize) {
      const end = start + golden.batchSize;
      const features = Matrix.from(golden.x.slice(start, end));
      const { loss } = await trainer.step({ features, labels: Int32Array.from(golden.y.slice(start, end)) });
      losses.push(loss);
    }
    expect(losses).toHaveLength(12);
    expectClose(losses, expected.losses, { relative: 1e-5, absolute: 1e-6 });
    const parameters = new Map(trainer.parameters());
    expected.kernels.forEach((kernel, i) => {
      expectClose(parameters.get(`${i}/kernel`)!.data, kernel.flat(), { relative: 1e-5, absolute: 1e-5 });
      expectClose(parameters.get(`${i}/bias`)!.data, expected.biases[i]!, { relative: 1e-5, absolute: 1e-5 });
    });
    trainer.dispose();
  });
});

for (const [name, make] of Object.entries(cases)) checkOptimizer(name, make);

describe('optimizerNamed', () => {
  it('gives an optimizer with its defaults, or with a learning rate', () => {
    expect(optimizerNamed('adam').learningRate).toBe(0.001);
    expect(optimizerNamed('momentum', { learningRate: 0.3 }).config).toEqual({
      type: 'momentum',
      learningRate: 0.3,
      momentum: 0.9,
    });
  });

  it('names the nearest known one to an unknown', () => {
    expect(() => optimizerNamed('adamm')).toThrow(/Unknown optimizer "adamm". Did you mean "adam"\?/);
    expect(() => optimizerNamed('toString')).toThrow(/Unknown optimizer/);
  });
});

it.each([
  ['a negative rate', () => gradientDescent({ learningRate: -1 }), /gradientDescent: learningRate .* it is -1/],
  ['NaN', () => adam({ epsilon: Number.NaN }), /adam: epsilon .* it is NaN/],
  ['no epsilon', () => rmsprop({ epsilon: 0 }), /rmsprop: epsilon must be a finite number above 0.*; it is 0/],
  ['an epsilon too small for float32', () => adam({ epsilon: 1e-50 }), /adam: epsilon .* in float32 too; it is 1e-50/],
  ['no accumulator', () => adagrad({ initialAccumulator: 0 }), /initialAccumulator must be .* above 0.*; it is 0/],
  ['a beta of 1', () => adam({ beta1: 1 }), /adam: beta1 must be from 0 to below 1; it is 1/],
])('an optimizer cannot be made with %s', (_, make, message) => {
  expect(make).toThrow(message);
});

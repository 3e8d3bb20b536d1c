import { readFileSync } from 'node:fs';
import { checkOptimizer, expectClose } from '@feedforward/contracts';
import { Matrix } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { exponentialDecay } from '../schedules/decay.ts';
import { Trainer } from '../trainer.ts';
import { adagrad } from './adagrad.ts';
import { adam, adamw } from './adam.ts';
import { ftrl } from './ftrl.ts';
import { gradientDescent } from './gradient-descent.ts';
import { momentum, nesterov } from './momentum.ts';
import type { Optimizer } from './optimizer.ts';
import { optimizerNamed } from './optimizer-named.ts';
import { rmsprop } from './rmsprop.ts';
import { withLearningRate } from './with-learning-rate.ts';

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
  ftrl: (learningRate) => ftrl({ learningRate }),
  ftrlPenalties: (learningRate) =>
    ftrl({
      learningRate,
      learningRatePower: -0.7,
      l1RegularizationStrength: 0.01,
      l2RegularizationStrength: 0.02,
      l2ShrinkageRegularizationStrength: 0.03,
    }),
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

  it.each([
    ['Adagrad', 'adagrad', {}],
    ['Adam', 'adam', { epsilon: 1e-8 }],
    ['Ftrl', 'ftrl', {}],
    ['RMSProp', 'rmsprop', { epsilon: 1e-10, initialMeanSquare: 1 }],
    ['SGD', 'gradientDescent', {}],
  ])("takes the estimators' %s as %s, with TensorFlow 1's constants %j", (theirs, ours, constants) => {
    expect(optimizerNamed(theirs, { learningRate: 0.2 }).config).toEqual({
      ...optimizerNamed(ours, { learningRate: 0.2 }).config,
      ...constants,
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
  ['a power above 0', () => ftrl({ learningRatePower: 0.5 }), /ftrl: learningRatePower .* 0 or less; it is 0.5/],
  ['a beta of 1', () => adam({ beta1: 1 }), /adam: beta1 must be from 0 to below 1; it is 1/],
])('an optimizer cannot be made with %s', (_, make, message) => {
  expect(make).toThrow(message);
});

describe('ftrl', () => {
  it('makes a weight exactly 0 whose pull is within l1, as its paper promises', () => {
    tf.tidy(() => {
      const { init, update } = ftrl({ learningRate: 0.1, l1RegularizationStrength: 5 });
      const parameter = tf.zeros([2]);
      const gradient = tf.tensor1d([4, -6]);
      const after = update({ parameter, gradient, slots: init(parameter), learningRate: 0.1, iteration: 1 });
      // z = g; the second: (−5 + 6) / (√36.1 / 0.1)
      expectClose(after.parameter.dataSync(), [0, 1 / (Math.sqrt(36.1) / 0.1)], { relative: 1e-6, absolute: 0 });
    });
  });

  it('cannot take a step at a learning rate of 0, which it divides by, and changes nothing', async () => {
    const trainer = goldenTrainer(ftrl({ learningRate: () => 0 }));
    const batch = { features: Matrix.from(golden.x.slice(0, 2)), labels: Int32Array.of(0, 1) };
    await trainer.evaluate(batch);
    const before = trainer.state();
    await expect(trainer.step(batch)).rejects.toThrow('its learning rate must be above 0, it is 0');
    expect(trainer.state()).toEqual(before);
    trainer.dispose();
  });
});

describe('withLearningRate', () => {
  it.each(Object.entries(cases))('changes nothing else of %s', (_, make) => {
    const changed = withLearningRate(make(0.5), 0.25);
    expect(changed.learningRate).toBe(0.25);
    expect(changed.config).toEqual(make(0.25).config);
  });

  it('compiles with a schedule, and with any function of the step', () => {
    const decay = exponentialDecay({ learningRate: 0.1, decaySteps: 10, decayRate: 0.5 });
    expect(withLearningRate(adam(), decay).config).toEqual(adam({ learningRate: decay }).config);
    for (const rate of [decay, () => 0.1]) {
      expect(goldenTrainer(withLearningRate(adam(), rate)).plan.kind).toBe('compiled');
    }
  });

  it("leaves an optimizer of the user's own without a config", () => {
    const own: Optimizer = { ...adam(), name: 'own' };
    expect(withLearningRate(own, 0.25)).toMatchObject({ name: 'own', learningRate: 0.25 });
    expect(withLearningRate(own, 0.25).config).toBeUndefined();
  });

  it('refuses a rate that is none', () => {
    expect(() => withLearningRate(adam(), -1)).toThrow(
      'adam: learningRate must be a finite number, 0 or more; it is -1',
    );
  });
});

import { readFileSync } from 'node:fs';
import { expectClose } from '@feedforward/contracts';
import { Dataset, Matrix, type Targets } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { type Loss, softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { Trainer } from '../trainer.ts';
import { type ClassWeight, withClassWeight } from './class-weight.ts';

interface Golden {
  x: number[][];
  y: number[];
  kernels: number[][][];
  cases: { classWeight: Record<string, number>; loss: number[]; valLoss: number[]; weights: number[][] }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('goldens/class-weight-cases.json', import.meta.url), 'utf8'));
const features = Matrix.from(golden.x);
const classes = Int32Array.from(golden.y);
const oneHot = Matrix.from(golden.y.map((label) => [0, 1, 2].map((index) => Number(index === label))));
const options = { epochs: 4, batchSize: 10, shuffle: false };

function makeTrainer(loss: Loss): Trainer {
  const layers = [dense(5, { name: 'hidden', activation: 'tanh' }), dense(3, { name: 'outputs' })];
  const trainer = new Trainer(sequential(layers, { inputShape: [4] }), {
    loss,
    optimizer: gradientDescent({ learningRate: 0.2 }),
    metrics: { accuracy: accuracy() },
    seed: 1,
  });
  const kernels = golden.kernels.map((kernel, i) => {
    const data = Float32Array.from(kernel.flat());
    const shape = [kernel.length, kernel[0]!.length];
    return [`${i === 0 ? 'hidden' : 'outputs'}/kernel`, { dtype: 'float32', shape, data }] as const;
  });
  trainer.setParameters([...trainer.parameters(), ...kernels]);
  return trainer;
}

const ownLoss: Loss = (...parts) => sparseSoftmaxCrossEntropy()(...parts);

describe.each<[string, Loss, Targets]>([
  ['classes', sparseSoftmaxCrossEntropy(), classes],
  ['one-hot rows', softmaxCrossEntropy(), oneHot],
  ['classes, by automatic differentiation', ownLoss, classes],
])('classWeight, for %s', (_, loss, labels) => {
  it.each(golden.cases)("$classWeight gives tfjs-layers' losses and parameters", async (expected) => {
    const trainer = makeTrainer(loss);
    const data = new Dataset({ features, labels });
    const { classWeight } = expected;
    const { logs } = await trainer.fit(data, { ...options, classWeight, validation: data }).done();
    expectClose(logs.loss!, expected.loss, { relative: 1e-5, absolute: 0 });
    expectClose(logs.valLoss!, expected.valLoss, { relative: 1e-5, absolute: 0 });
    trainer.parameters().forEach(([, { data: found }], i) => {
      expectClose(found, expected.weights[i]!, { relative: 1e-5, absolute: 1e-6 });
    });
    trainer.dispose();
  });
});

describe('classWeight', () => {
  const classWeight = { 0: 0.5, 2: 3 };
  const weights = Float32Array.from(golden.x, (_, i) => (i % 4) / 2);

  it("multiplies the data's own weights, and leaves classes alone that it has not", async () => {
    const both = makeTrainer(sparseSoftmaxCrossEntropy());
    await both.fit(new Dataset({ features, labels: classes, weights }), { ...options, classWeight }).done();
    const product = weights.map((weight, i) => weight * [0.5, 1, 3][golden.y[i]!]!);
    const multiplied = makeTrainer(sparseSoftmaxCrossEntropy());
    await multiplied.fit(new Dataset({ features, labels: classes, weights: product }), options).done();
    expect(both.parameters()).toEqual(multiplied.parameters());
  });

  it('counts in the loss of a step, not in its metrics', async () => {
    const batch = { features, labels: classes, weights };
    const plain = await makeTrainer(sparseSoftmaxCrossEntropy()).step(batch);
    const weighted = await makeTrainer(sparseSoftmaxCrossEntropy()).step(batch, { classWeight: { 0: 2, 1: 2, 2: 2 } });
    expect(weighted.loss).toBeCloseTo(2 * plain.loss, 5);
    expect(weighted.accuracy).toBe(plain.accuracy);
  });

  it.each<[string, Targets]>([
    ['classes', Int32Array.of(0, 1, 2, 0)],
    ['numbers, rounded', Float32Array.of(0.1, 0.9, 2, -0.2)],
    ['one column of numbers, rounded', Matrix.from([[0.1], [0.9], [2], [-0.2]])],
    [
      'rows, by their largest',
      Matrix.from([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0.2, 0.8],
        [1, 0, 0],
      ]),
    ],
  ])("takes for an example's class its label: %s", (_, labels) => {
    const batch = { features: Matrix.from([[1], [2], [3], [4]]), labels };
    expect(withClassWeight(batch, classWeight).weights).toEqual(Float32Array.of(0.5, 1, 3, 0.5));
  });

  it.each<[string, ClassWeight, RegExp]>([
    ['a negative weight', { 1: -1 }, /the weight of class 1 must be finite, 0 or more; it is -1/],
    ['a weight of NaN', { 0: Number.NaN }, /the weight of class 0 .* it is NaN/],
    ['a class by name', JSON.parse('{"setosa": 1}'), /they go by index, 0 or more; found "setosa"/],
  ])('refuses %s, at once', async (_, refused, message) => {
    const trainer = makeTrainer(sparseSoftmaxCrossEntropy());
    const data = new Dataset({ features, labels: classes });
    expect(() => trainer.fit(data, { classWeight: refused })).toThrow(message);
    await expect(trainer.step(data, { classWeight: refused })).rejects.toThrow(message);
  });
});

it('evaluation counts examples by the weights of the data', async () => {
  const trainer = makeTrainer(sparseSoftmaxCrossEntropy());
  const weights = Float32Array.from(golden.y, (label) => (label === 2 ? 3 : 0));
  const weighted = await trainer.evaluate({ features, labels: classes, weights });
  const rows = golden.y.flatMap((label, i) => (label === 2 ? [i] : []));
  const alone = await trainer.evaluate(new Dataset({ features, labels: classes }).take(rows));
  expect(weighted.accuracy).toBe(alone.accuracy);
  expect(weighted.loss).toBeCloseTo((alone.loss * 3 * rows.length) / golden.y.length, 5); // Σ w·l / n, as in Keras
});

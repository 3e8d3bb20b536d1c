import { adagrad, adam, ftrl, gradientDescent, type Optimizer, rmsprop } from '@feedforward/training';
import { describe, expect, it } from 'vitest';
import { DNNClassifier } from '../dnn/dnn-classifier.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { type OptimizerChoice, optimizerOf } from './optimizer-of.ts';
import { numbers } from './testing.ts';

/** A classifier of three classes whose only example is all zeros: its first gradient of the output's biases is softmax − one-hot. */
async function firstStep(optimizer: OptimizerChoice): Promise<Map<string, number[]>> {
  const classifier = new DNNClassifier({
    hiddenUnits: [2],
    nClasses: 3,
    featureColumns: [numericColumn('x')],
    optimizer,
    config: { randomSeed: 1, logger: silentLogger },
  });
  const inputFn = arrayInputFn({ x: { x: Float32Array.of(0) }, y: Int32Array.of(1), shuffle: false });
  await classifier.train({ inputFn, steps: 1 });
  const names = (await classifier.getVariableNames()).filter((name) => name.startsWith('dnn/logits/bias'));
  const values = await Promise.all(names.map(async (name) => numbers(await classifier.getVariableValue(name))));
  return new Map(names.map((name, i) => [name, values[i]!]));
}

/** By automatic differentiation: a copy cannot be compiled. */
const byAutodiff = (optimizer: Optimizer): Optimizer => ({ ...optimizer });

const gradient = [1 / 3, -2 / 3, 1 / 3];
const close = (found: readonly number[] | undefined, right: readonly number[]): void => {
  expect(found).toHaveLength(right.length);
  right.forEach((value, i) => {
    expect(found![i]).toBeCloseTo(value, 7);
  });
};

describe("an optimizer by name has TensorFlow 1's constants", () => {
  // Computed by the update rules of tf.train's optimizers, with a learning rate of 0.05.
  const rules: Record<string, (g: number) => number> = {
    Adagrad: (g) => (-0.05 * g) / Math.sqrt(0.1 + g * g),
    Adam: (g) => (-0.05 * Math.sqrt(1 - 0.999) * g) / (Math.sqrt(0.001 * g * g) + 1e-8),
    Ftrl: (g) => -g / ((Math.sqrt(0.1 + g * g) - 0) / 0.05),
    RMSProp: (g) => (-0.05 * g) / Math.sqrt(0.9 + 0.1 * g * g + 1e-10),
    SGD: (g) => -0.05 * g,
  };
  it.each(Object.entries(rules))('%s', async (name, step) => {
    const variables = await firstStep(name as OptimizerChoice);
    close(variables.get('dnn/logits/bias'), gradient.map(step));
  });

  it('RMSProp: mean squares begin at 1, beside a momentum of 0, under its names for them', async () => {
    const variables = await firstStep('RMSProp');
    expect([...variables.keys()]).toEqual([
      'dnn/logits/bias',
      'dnn/logits/bias/t_0/RMSProp',
      'dnn/logits/bias/t_0/RMSProp_1',
    ]);
    close(variables.get('dnn/logits/bias'), [-0.017460757, 0.034299717, -0.017460757]);
    close(
      variables.get('dnn/logits/bias/t_0/RMSProp'),
      gradient.map((g) => 0.9 + 0.1 * g * g),
    );
    close(variables.get('dnn/logits/bias/t_0/RMSProp_1'), [0, 0, 0]);
  });

  it("has this library's constants by the library's own name", () => {
    expect(optimizerOf('rmsprop', 0.05).config).toEqual(rmsprop({ learningRate: 0.05 }).config);
    expect(optimizerOf('adam', 0.05).config).toEqual(adam({ learningRate: 0.05 }).config);
  });

  it.each([
    ['RMSProp', rmsprop({ learningRate: 0.05, epsilon: 1e-10, initialMeanSquare: 1 })],
    ['Adam', adam({ learningRate: 0.05, epsilon: 1e-8 })],
    ['Adagrad', adagrad({ learningRate: 0.05 })],
    ['Ftrl', ftrl({ learningRate: 0.05 })],
    ['SGD', gradientDescent({ learningRate: 0.05 })],
  ] as const)('%s is the same by either engine', async (name, made) => {
    expect(optimizerOf(name, 0.05).config).toEqual(made.config);
    const compiled = await firstStep(name);
    const differentiated = await firstStep(byAutodiff(made));
    close(differentiated.get('dnn/logits/bias'), compiled.get('dnn/logits/bias')!);
  });
});

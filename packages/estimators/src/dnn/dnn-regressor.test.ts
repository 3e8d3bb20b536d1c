import { loadIris, type Matrix } from '@feedforward/datasets';
import { gradientDescent } from '@feedforward/training';
import { describe, expect, it } from 'vitest';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { DNNRegressor, type DNNRegressorOptions } from './dnn-regressor.ts';

const { features } = loadIris();
const sepals = features.columns([0, 1]);
const petals = features.columns([2, 3]);
const make = (options: Partial<DNNRegressorOptions> = {}): DNNRegressor =>
  new DNNRegressor({
    hiddenUnits: [8],
    labelDimension: 2,
    featureColumns: [numericColumn('sepals', { shape: [2] })],
    config: { randomSeed: 42, logger: silentLogger },
    ...options,
  });
const input = (y: Float32Array | Matrix, changes: object = {}) => ({
  inputFn: arrayInputFn({ x: { sepals }, y, batchSize: 50, shuffle: false, ...changes }),
});

async function predictionsOf(regressor: DNNRegressor): Promise<number[][]> {
  const rows: number[][] = [];
  for await (const { predictions } of regressor.predict({ inputFn: arrayInputFn({ x: { sepals }, shuffle: false }) })) {
    rows.push(Array.from(predictions));
  }
  return rows;
}

describe('DNNRegressor', () => {
  it('learns several values an example', async () => {
    const regressor = await make().train(input(petals, { numEpochs: 300, shuffle: true }));
    const { averageLoss } = await regressor.evaluate(input(petals));
    const means = [0, 1].map((column) => mean(Array.from(petals.rows(), (row) => row[column]!)));
    const variance = mean(Array.from(petals.rows(), (row) => mean([...row].map((v, j) => (v - means[j]!) ** 2))));
    expect(averageLoss).toBeLessThan(0.4 * variance);
  });

  it('scores what it predicts', async () => {
    const regressor = await make().train(input(petals));
    const scores = await regressor.evaluate(input(petals));
    const predicted = await predictionsOf(regressor);
    const errors = predicted.map((row, i) => row.map((value, j) => (value - petals.row(i)[j]!) ** 2));
    expect(scores.averageLoss).toBeCloseTo(mean(errors.flat()), 6);
    expect(scores.loss).toBeCloseTo(errors.flat().reduce((a, b) => a + b) / 3, 4); // three batches
    expect(scores.labelMean).toBeCloseTo(mean(petals.toRows().flat()), 6);
    expect(scores.predictionMean).toBeCloseTo(mean(predicted.flat()), 6);
    expect(scores.globalStep).toBe(3);
  });

  it('trains on the squared errors, summed over values and examples: gradient descent without hidden layers', async () => {
    const learningRate = 1e-4;
    const regressor = make({ hiddenUnits: [], optimizer: gradientDescent({ learningRate }) });
    await regressor.train(input(petals, { batchSize: 150 }));
    const bias = await regressor.getVariableValue('dnn/logits/bias');
    await regressor.train(input(petals, { batchSize: 150 }));
    // From its first bias to its second: the gradient is 2 Σ (prediction − value), at the first variables.
    const again = make({ hiddenUnits: [], optimizer: gradientDescent({ learningRate }) });
    await again.train(input(petals, { batchSize: 150 }));
    const predicted = await predictionsOf(again);
    const next = await regressor.getVariableValue('dnn/logits/bias');
    for (const j of [0, 1]) {
      const gradient = 2 * predicted.reduce((sum, row, i) => sum + row[j]! - petals.row(i)[j]!, 0);
      expect(Number(next.data[j]) - Number(bias.data[j])).toBeCloseTo(-learningRate * gradient, 5);
    }
  });

  it('refuses labels of another width, and strings', async () => {
    await expect(make().train(input(Float32Array.from({ length: 150 })))).rejects.toThrow(
      'Cannot train on the input: labels are [batch, 2] by labelDimension, they are [50, 1].',
    );
    const inputFn = () => [{ features: { sepals }, labels: sepals.toRows().map(String) }];
    await expect(make().train({ inputFn })).rejects.toThrow('labels are numbers, they are strings');
    expect(() => make({ labelDimension: 0 })).toThrow('labelDimension must be a whole number, 1 or more; it is 0');
  });
});

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

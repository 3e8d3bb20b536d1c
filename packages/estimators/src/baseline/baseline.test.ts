import { Matrix } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { BaselineClassifier } from './baseline-classifier.ts';
import { BaselineRegressor } from './baseline-regressor.ts';

const config = { logger: silentLogger };
const x = { x: Matrix.from(Array.from({ length: 10 }, (_, i) => [i])) };

async function first<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}

describe('BaselineClassifier', () => {
  it('learns how often each class comes', async () => {
    const y = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 2, 2);
    const baseline = new BaselineClassifier({ nClasses: 3, config });
    await baseline.train({ inputFn: arrayInputFn({ x, y, batchSize: 10, numEpochs: 600, shuffle: false }) });
    const prediction = await first(baseline.predict({ inputFn: arrayInputFn({ x, shuffle: false }) }));
    [0.5, 0.3, 0.2].forEach((share, i) => void expect(prediction?.probabilities[i]).toBeCloseTo(share, 3));
    expect((await baseline.evaluate({ inputFn: arrayInputFn({ x, y, shuffle: false }) })).accuracy).toBe(0.5);
    expect(await baseline.getVariableNames()).toEqual([
      'baseline/bias',
      'baseline/bias/Ftrl',
      'baseline/bias/Ftrl_1',
      'global_step',
    ]);
  });
});

describe('BaselineRegressor', () => {
  it('learns the mean of the labels, by weight', async () => {
    const y = Float32Array.from({ length: 10 }, (_, i) => i);
    const weight = Matrix.from(Array.from(y, (value) => [value < 5 ? 1 : 3]));
    const inputFn = arrayInputFn({ x: { ...x, weight }, y, batchSize: 10, numEpochs: 2000, shuffle: false });
    const baseline = await new BaselineRegressor({ weightColumn: 'weight', config }).train({ inputFn });
    const prediction = await first(baseline.predict({ inputFn: arrayInputFn({ x, shuffle: false }) }));
    expect(prediction?.predictions[0]).toBeCloseTo((10 + 3 * 35) / 20, 2);
  });
});

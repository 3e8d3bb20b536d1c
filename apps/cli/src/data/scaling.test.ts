import { Matrix } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { fitScaling, scaleFeatures } from './scaling.ts';

describe('scaling', () => {
  const features = Matrix.from([
    [1, 7, 10],
    [3, 7, 30],
  ]);

  it('finds each column mean and standard deviation, 1 where all are alike', () => {
    expect(fitScaling(features)).toEqual({ mean: [2, 7, 20], deviation: [1, 1, 10] });
  });

  it('brings columns to mean 0 and deviation 1', () => {
    expect(scaleFeatures(features, fitScaling(features)).toRows()).toEqual([
      [-1, 0, -1],
      [1, 0, 1],
    ]);
  });
});

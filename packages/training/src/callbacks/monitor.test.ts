import { describe, expect, it } from 'vitest';
import { Monitor } from './monitor.ts';

describe('a monitor', () => {
  it.each([
    ['loss', 'min'],
    ['valLoss', 'min'],
    ['valMeanSquaredError', 'min'],
    ['mse', 'min'],
    ['valMae', 'min'],
    ['hinge', 'min'],
    ['logLoss', 'min'],
    ['acc', 'max'],
    ['accuracy', 'max'],
    ['valAccuracy', 'max'],
    ['valRocAuc', 'max'],
    ['f1', 'max'],
    ['valF1Score', 'max'],
    ['valR2Score', 'max'],
    ['matthewsCorrelation', 'max'],
    ['valTopKAccuracy', 'max'],
  ])('knows by the name of %s that it is to go to its %s', (monitor, mode) => {
    const rises = new Monitor('Callback', { monitor }).isBetter(2, 1);
    expect(rises).toBe(mode === 'max');
  });

  it('holds any number for better than none, but not NaN', () => {
    const monitor = new Monitor('Callback', {});
    expect(monitor.isBetter(1e30, undefined)).toBe(true);
    expect(monitor.isBetter(Number.NaN, undefined)).toBe(false);
    expect(monitor.isBetter(Number.NaN, 1)).toBe(false);
    expect(monitor.isBetter(Number.POSITIVE_INFINITY, undefined)).toBe(false);
  });
});

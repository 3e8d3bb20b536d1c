import { expectClose } from '@feedforward/contracts';
import { ready } from '@feedforward/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { clipByGlobalNorm, clipByNorm, clipByValue, type GradientTransform } from './clipping.ts';

beforeAll(() => ready());

function clipped(clip: GradientTransform, gradients: Record<string, number[]>): Record<string, number[]> {
  const tensors = new Map(Object.entries(gradients).map(([name, values]) => [name, tf.tensor1d(values)]));
  return Object.fromEntries(Array.from(clip(tensors), ([name, tensor]) => [name, Array.from(tensor.dataSync())]));
}

describe('clipping gradients', () => {
  it('by value bounds every element', () => {
    expect(clipped(clipByValue(1), { a: [-3, 0.5, 2] })).toEqual({ a: [-1, 0.5, 1] });
  });

  it('by norm scales each gradient that is too long, and leaves the others', () => {
    const { a, b } = clipped(clipByNorm(1), { a: [3, 4], b: [0.3, 0.4] });
    expectClose(a!, [0.6, 0.8]);
    expectClose(b!, [0.3, 0.4]);
  });

  it('by global norm scales all together, keeping their proportions', () => {
    const { a, b } = clipped(clipByGlobalNorm(6.5), { a: [3, 4], b: [12] });
    expectClose(a!, [1.5, 2]);
    expectClose(b!, [6]);
    expect(clipped(clipByGlobalNorm(20), { a: [3, 4], b: [12] })).toEqual({ a: [3, 4], b: [12] });
  });

  it('leaves gradients of nothing at nothing', () => {
    expect(clipped(clipByGlobalNorm(1), { a: [0, 0] })).toEqual({ a: [0, 0] });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('does not take %d for a limit', (limit) => {
    for (const clip of [clipByValue, clipByNorm, clipByGlobalNorm])
      expect(() => clip(limit)).toThrow(/limit must be above 0 and finite/);
  });
});

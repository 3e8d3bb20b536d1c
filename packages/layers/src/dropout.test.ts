import { ready } from '@feedforward/core';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { dropout, sequential } from './index.ts';

function drop(rate: number, { training = true, random = new RandomState(1), size = 100 } = {}): Float32Array {
  const model = sequential([dropout(rate)], { inputShape: [size] });
  const context = { parameters: new Map(), training, random, assign: () => {} };
  return tf.tidy(() => Float32Array.from(model.apply(tf.ones([1000, size]), context).dataSync()));
}

describe('dropout', () => {
  beforeAll(async () => {
    await ready();
  });

  it.each([0.1, 0.5, 0.9])('at rate %d drops that share, and keeps the mean', (rate) => {
    const values = drop(rate);
    const scale = Math.fround(1 / (1 - rate));
    expect(new Set(values)).toEqual(new Set([0, scale]));
    const dropped = values.filter((value) => value === 0).length / values.length;
    expect(Math.abs(dropped - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / values.length));
  });

  it('drops the same from the same random state, and something else after it', () => {
    const random = new RandomState(1);
    const first = drop(0.5, { random });
    expect(drop(0.5)).toEqual(first);
    expect(drop(0.5, { random })).not.toEqual(first);
  });

  it('draws 32 bits for each element, and drops where they are below the rate', () => {
    const random = new RandomState(8);
    const reference = new RandomState(8);
    const values = drop(0.25, { random, size: 3 });
    const kept = Array.from(values, () => reference.nextUint32() / 2 ** 32 >= 0.25);
    expect(Array.from(values, (value) => value > 0)).toEqual(kept);
    expect(random.getState()).toEqual(reference.getState());
  });

  it('is the identity, and draws nothing, in evaluation and at rate 0', () => {
    for (const [rate, training] of [
      [0.5, false],
      [0, true],
    ] as const) {
      const random = new RandomState(1);
      expect(new Set(drop(rate, { training, random }))).toEqual(new Set([1]));
      expect(random.getState()).toEqual(new RandomState(1).getState());
    }
  });

  it.each([-0.1, 1, 1.5, Number.NaN])('refuses a rate of %d', (rate) => {
    expect(() => dropout(rate)).toThrow(
      `Cannot make a dropout layer of rate ${rate}: it takes a rate from 0 to below 1.`,
    );
  });
});

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '../ready.ts';

beforeAll(() => ready());

const derivative = (f: (x: tf.Tensor) => tf.Tensor, x: number[]): number[] =>
  Array.from(tf.tidy(() => tf.grad(f)(tf.tensor1d(x)).dataSync()));

describe('gradients at a kink', () => {
  it('is 0 for relu and abs at 0', () => {
    expect(derivative(tf.relu, [-1, 0, 1])).toEqual([0, 0, 1]);
    expect(derivative(tf.abs, [-1, 0, 1])).toEqual([-1, 0, 1]);
  });

  it('is 1 for clipByValue and relu6 on their bounds', () => {
    expect(derivative((x) => tf.clipByValue(x, -1, 1), [-2, -1, 0, 1, 2])).toEqual([0, 1, 1, 1, 0]);
    expect(derivative(tf.relu6, [0, 6, 7])).toEqual([0, 1, 0]);
  });

  it('goes to the first of two equals in maximum and minimum', () => {
    for (const f of [tf.maximum, tf.minimum]) {
      const [a, b] = tf.grads((x: tf.Tensor, y: tf.Tensor) => f(x, y))([tf.scalar(3), tf.scalar(3)]);
      expect([a!.dataSync()[0], b!.dataSync()[0]]).toEqual([1, 0]);
    }
  });

  it('goes to each of the largest', () => {
    expect(derivative((x) => tf.max(x), [1, 3, 3])).toEqual([0, 1, 1]);
  });
});

describe('gradients of piecewise constant functions', () => {
  it('are zero', () => {
    for (const f of [tf.floor, tf.ceil, tf.round, tf.sign, tf.step, tf.onesLike, tf.zerosLike]) {
      expect(derivative((x) => tf.add(f(x), x), [-1.5, 0.3])).toEqual([1, 1]);
    }
    expect(derivative((x) => tf.floorDiv(x, tf.scalar(2)), [3, 5])).toEqual([0, 0]);
  });

  it('let a loss be masked by a comparison', () => {
    const ownRelu = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.cast(tf.greater(x, 0), 'float32'));
    expect(derivative(ownRelu, [-1, 2])).toEqual([0, 1]);
    const gated = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.cast(tf.any(tf.greater(x, 1)), 'float32'));
    expect(derivative(gated, [-1, 2])).toEqual([1, 1]);
    expect(derivative((x) => tf.mul(x, tf.cast(tf.all(tf.greater(x, 1)), 'float32')), [-1, 2])).toEqual([0, 0]);
    const hits = (x: tf.Tensor): tf.Tensor => tf.cast(tf.equal(tf.argMax(x), 1), 'float32');
    expect(derivative((x) => tf.add(hits(x), tf.sum(x)), [1, 2])).toEqual([1, 1]);
  });
});

describe('gradients at the edge of the numbers', () => {
  it('where() keeps an infinity out of the side that was not taken', () => {
    const ownLog = (x: tf.Tensor): tf.Tensor => tf.log(tf.where(tf.greater(x, 0), x, tf.zerosLike(x))); // 1 / 0 at −1
    expect(derivative(ownLog, [-1, 4])).toEqual([0, 0.25]);
  });

  it('stay finite for a saturated softmax cross-entropy', () => {
    const labels = tf.tensor2d([[0, 1]]);
    const [gradient] = tf.grads((x: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, x))([tf.tensor2d([[1e4, 0]])]);
    expect(Array.from(gradient!.dataSync())).toEqual([1, -1]);
  });

  it('of x to a power, by a power of a base that is not positive, is zero', () => {
    const [, byPower] = tf.grads((x: tf.Tensor, y: tf.Tensor) => tf.pow(x, y))([tf.scalar(0), tf.scalar(2)]);
    expect(byPower!.dataSync()[0]).toBe(0);
  });
});

describe('gradients of gradients', () => {
  const second = (f: (x: tf.Tensor) => tf.Tensor): number =>
    tf.tidy(
      () =>
        tf
          .grad((x) => tf.grad(f)(x))(tf.scalar(0.5))
          .dataSync()[0]!,
    );

  it('are those of the maths', () => {
    expect(second((x) => tf.pow(x, 3))).toBeCloseTo(3, 5);
    expect(second((x) => tf.log(x))).toBeCloseTo(-4, 5);
  });

  it('know how a saved output depends on the input', () => {
    expect(second((x) => tf.exp(x))).toBeCloseTo(Math.exp(0.5), 5);
    expect(second((x) => tf.tanh(x))).toBeCloseTo(-2 * Math.tanh(0.5) * (1 - Math.tanh(0.5) ** 2), 5);
    expect(second((x) => tf.mul(x, tf.exp(x)))).toBeCloseTo(2.5 * Math.exp(0.5), 5);
    expect(second((x) => tf.sqrt(x))).toBeCloseTo(-0.25 * 0.5 ** -1.5, 5);
    expect(second((x) => tf.selu(tf.neg(x)))).toBeCloseTo(1.7580993408 * Math.exp(-0.5), 5);
    const logits = (x: tf.Tensor): tf.Tensor => tf.stack([x, tf.zerosLike(x)]);
    const p = 1 / (1 + Math.exp(-0.5)); // the softmax of [x, 0] is a sigmoid
    expect(second((x) => tf.slice(tf.softmax(logits(x)), 0, 1))).toBeCloseTo(p * (1 - p) * (1 - 2 * p), 5);
  });
});

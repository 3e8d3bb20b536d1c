import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '../ready.ts';

beforeAll(() => ready());

const sizes = fc.oneof(fc.integer({ min: 1, max: 17 }), fc.constantFrom(0, 40, 400, 401, 813));

const products = fc.record({
  rows: fc.oneof(fc.integer({ min: 0, max: 23 }), fc.constantFrom(50)),
  depth: sizes,
  columns: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom(32, 71)),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
});

/** A matrix of numbers that differ, of which some are 0, and the same by row and column, in float64. */
function matrix(
  rows: number,
  columns: number,
  transposed: boolean,
  zeros = 0,
): [tf.Tensor2D, (i: number, j: number) => number] {
  const at = (i: number, j: number): number => {
    const value = Math.fround(Math.sin(1 + i * 7.3 + j * 1.7));
    return Math.abs(Math.cos(i * 3.1 + j * 5.9)) < zeros ? 0 : value;
  };
  const [height, width] = transposed ? [columns, rows] : [rows, columns];
  const values = Array.from({ length: height * width }, (_, k) => {
    const [i, j] = [Math.floor(k / width), k % width];
    return transposed ? at(j, i) : at(i, j);
  });
  return [tf.tensor2d(values, [height, width], 'float32'), at];
}

describe('our matrix product in the place of tfjs', () => {
  it('is right for any size, transposed or not, with a bias and ReLU or without', () => {
    fc.assert(
      fc.property(products, fc.boolean(), fc.constantFrom(0, 0.97), (product, isFused, zeros) => {
        const { rows, depth, columns, transposeA, transposeB } = product;
        tf.tidy(() => {
          const [a, atA] = matrix(rows, depth, transposeA, zeros);
          const [b, atB] = matrix(depth, columns, transposeB);
          const bias = tf.tensor1d(
            Array.from({ length: columns }, (_, j) => Math.fround(Math.cos(j))),
            'float32',
          );
          const product = isFused
            ? tf.fused.matMul({ a, b, transposeA, transposeB, bias, activation: 'relu' })
            : tf.matMul(a, b, transposeA, transposeB);
          expect(product.shape).toEqual([rows, columns]);
          const [found, biases] = [product.dataSync(), bias.dataSync()];
          for (let k = 0; k < found.length; k++) {
            const [i, j] = [Math.floor(k / columns), k % columns];
            let sum = isFused ? biases[j]! : 0;
            for (let d = 0; d < depth; d++) sum += atA(i, d) * atB(d, j);
            const expected = isFused ? Math.max(sum, 0) : sum;
            expect(Math.abs(found[k]! - expected)).toBeLessThan(2e-6 * (1 + depth));
          }
        });
      }),
    );
  });

  it('broadcasts any axes before the last two', () => {
    const a = tf.reshape(tf.range(0, 24, 1, 'float32'), [2, 1, 3, 4]);
    const b = tf.reshape(tf.range(0, 40, 1, 'float32'), [5, 4, 2]);
    const product = tf.matMul(a, b);
    expect(product.shape).toEqual([2, 5, 3, 2]);
    for (const [i, j] of [
      [0, 0],
      [1, 4],
    ] as const) {
      const part = tf.matMul(
        tf.reshape(tf.slice(a, [i, 0, 0, 0], [1, 1, 3, 4]), [3, 4]),
        tf.reshape(tf.slice(b, [j, 0, 0], [1, 4, 2]), [4, 2]),
      );
      expect(tf.slice(product, [i, j, 0, 0], [1, 1, 3, 2]).dataSync()).toEqual(part.dataSync());
    }
  });

  it('lets NaN and infinity through, also those that ReLU sees', () => {
    const a = tf.tensor2d([[Number.NaN], [Number.POSITIVE_INFINITY], [1]]);
    expect(Array.from(tf.fused.matMul({ a, b: tf.ones([1, 1]), activation: 'relu' }).dataSync())).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1,
    ]);
  });

  it('passes over no zero that is multiplied with NaN or infinity', () => {
    const right = tf.buffer([500, 37], 'float32');
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      right.set(value, 499, 36);
      const product = tf.matMul(tf.zeros([50, 500]), right.toTensor());
      expect(product.dataSync().at(-1)).toBeNaN();
      expect(product.dataSync().at(-2)).toBe(0);
    }
  });

  it('leaves to tfjs what it does not do, such as other activations', () => {
    const activated = tf.fused.matMul({ a: tf.tensor2d([[-1]]), b: tf.ones([1, 1]), activation: 'elu' });
    expect(activated.dataSync()[0]).toBeCloseTo(Math.expm1(-1), 6);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const dataIds = tf.backend().numDataIds();
    tf.matMul(tf.ones([3, 5]), tf.ones([7, 5]), false, true).dispose();
    expect(tf.memory().numTensors).toBe(before + 2);
    expect(tf.backend().numDataIds()).toBe(dataIds + 2);
  });
});

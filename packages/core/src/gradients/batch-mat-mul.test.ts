import { checkGradients, expectClose } from '@feedforward/contracts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '../ready.ts';

beforeAll(() => ready());

describe('gradient of matMul', () => {
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const a = (...batch: number[]): number[] => [...batch, ...(transposeA ? [3, 2] : [2, 3])];
      const b = (...batch: number[]): number[] => [...batch, ...(transposeB ? [4, 3] : [3, 4])];
      const multiply = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.matMul(x, y, transposeA, transposeB);
      const form = `${transposeA ? 'Aᵀ' : 'A'}·${transposeB ? 'Bᵀ' : 'B'}`;

      it(`${form}, matrices`, () => checkGradients(multiply, a(), b()));
      it(`${form}, a batch of one`, () => checkGradients(multiply, a(1), b(1)));
      it(`${form}, batches`, () => checkGradients(multiply, a(2), b(2)));
      it(`${form}, B for all of the batch`, () => checkGradients(multiply, a(2), b()));
      it(`${form}, A for all of the batch`, () => checkGradients(multiply, a(1), b(2)));
    }
  }

  it('a wide right side, which is left untransposed', () => checkGradients((a, b) => tf.matMul(a, b), [1, 2], [2, 9]));

  it('gives what the analytic form gives', () => {
    const [a, b] = [tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])];
    const [da, db] = tf.grads((x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y))([a, b]) as [tf.Tensor, tf.Tensor];
    expect(Array.from(da.dataSync())).toEqual([11, 15, 11, 15]); // the row sums of B
    expect(Array.from(db.dataSync())).toEqual([4, 4, 6, 6]); // the column sums of A
  });

  it('takes one product for each of the two, and no kernel to transpose', async () => {
    const { kernels } = await tf.profile(() =>
      tf.tidy(() => tf.grads((x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y))([tf.ones([2, 3]), tf.ones([3, 4])])),
    );
    const names = kernels.map(({ name }) => name);
    expect(names.filter((name) => name === tf.BatchMatMul)).toHaveLength(3);
    expect(names).not.toContain(tf.Transpose);
  });

  it('serves dot', () => checkGradients((x, y) => tf.dot(x, y), [3], [3, 2]));
});

describe('gradient of fused.matMul', () => {
  for (const activation of ['linear', 'relu', 'elu', 'sigmoid'] as const) {
    it(`with a bias and ${activation}`, () => {
      checkGradients((a, b, bias) => tf.fused.matMul({ a, b, bias, activation }), [2, 3], [3, 4], [4]);
    });
  }

  it('gives the same as its parts', () => {
    const [a, b] = [tf.randomNormal([5, 7], 0, 1, 'float32', 1), tf.randomNormal([7, 4], 0, 1, 'float32', 2)];
    const fused = tf.grads((x: tf.Tensor, y: tf.Tensor) => tf.square(tf.fused.matMul({ a: x, b: y })))([a, b]);
    const parts = tf.grads((x: tf.Tensor, y: tf.Tensor) => tf.square(tf.matMul(x, y)))([a, b]);
    fused.forEach((gradient, i) => {
      expectClose(gradient.dataSync(), parts[i]!.dataSync(), { relative: 1e-5, absolute: 1e-5 });
    });
  });
});

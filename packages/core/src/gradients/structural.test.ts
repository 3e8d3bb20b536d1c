import { checkGradients } from '@feedforward/contracts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { ready } from '../ready.ts';

beforeAll(() => ready());

const one = (f: (x: tf.Tensor) => tf.Tensor, shape: number[]) => (): void => checkGradients(f, shape);

describe('gradients of reductions', () => {
  for (const [name, reduce] of Object.entries({
    sum: tf.sum,
    mean: tf.mean,
    max: tf.max,
    min: tf.min,
    prod: tf.prod,
  })) {
    it(
      `${name} over everything`,
      one((x) => reduce(x), [2, 3, 2]),
    );
    it(
      `${name} over the first axis`,
      one((x) => reduce(x, 0), [3, 2, 2]),
    );
    it(
      `${name} over the last axis, kept`,
      one((x) => reduce(x, -1, true), [2, 3]),
    );
    it(
      `${name} over two axes that are not neighbours`,
      one((x) => reduce(x, [0, 2]), [2, 3, 2]),
    );
    it(
      `${name} over two axes, kept`,
      one((x) => reduce(x, [0, 2], true), [2, 3, 2]),
    );
    it(
      `${name} of a scalar`,
      one((x) => reduce(x), []),
    );
  }
  it('prod with a zero among the factors', () => {
    checkGradients((x) => tf.prod(tf.mul(x, tf.tensor1d([0, 1, 1])), 1), [2, 3]);
  });
  for (const exclusive of [false, true]) {
    for (const reverse of [false, true]) {
      const options = `${exclusive ? ', exclusive' : ''}${reverse ? ', reverse' : ''}`;
      it(
        `cumsum along the last axis${options}`,
        one((x) => tf.cumsum(x, 1, exclusive, reverse), [2, 4]),
      );
      it(
        `cumsum along the middle axis${options}`,
        one((x) => tf.cumsum(x, 1, exclusive, reverse), [2, 3, 2]),
      );
    }
  }
  it(
    'softmax',
    one((x) => tf.softmax(x), [3, 4]),
  );
  it(
    'logSoftmax',
    one((x) => tf.logSoftmax(x), [3, 4]),
  );
  it(
    'logSumExp',
    one((x) => tf.logSumExp(x, 1), [3, 4]),
  );
  it(
    'moments',
    one((x) => tf.moments(x, 0).variance, [4, 3]),
  );
  it(
    'norm',
    one((x) => tf.norm(x, 2, 1), [3, 4]),
  );
});

describe('gradients of changes of shape', () => {
  it(
    'reshape',
    one((x) => tf.reshape(x, [3, 4]), [2, 6]),
  );
  it(
    'expandDims and squeeze',
    one((x) => tf.squeeze(tf.expandDims(x, 1), [1]), [2, 3]),
  );
  it(
    'transpose',
    one((x) => tf.transpose(x), [2, 3]),
  );
  it(
    'transpose by a permutation that is not its own inverse',
    one((x) => tf.transpose(x, [2, 0, 1]), [2, 3, 2]),
  );
  it(
    'reverse',
    one((x) => tf.reverse(x, -1), [2, 3]),
  );
  it(
    'reverse of all axes',
    one((x) => tf.reverse(x), [2, 3]),
  );
  it(
    'clone and cast',
    one((x) => tf.cast(tf.clone(x), 'float32'), [2, 3]),
  );
  it(
    'tile',
    one((x) => tf.tile(x, [2, 3]), [2, 3]),
  );
  it(
    'tile of five axes',
    one((x) => tf.tile(x, [2, 1, 2, 1, 3]), [1, 2, 2, 1, 2]),
  );
  it(
    'broadcastTo',
    one((x) => tf.broadcastTo(x, [4, 2, 3]), [2, 1]),
  );
});

describe('gradients of joining and taking apart', () => {
  it('concat along the first axis', () => checkGradients((a, b) => tf.concat([a, b]), [2, 3], [1, 3]));
  it('concat along the last axis', () => checkGradients((a, b, c) => tf.concat([a, b, c], -1), [2, 3], [2, 1], [2, 2]));
  it(
    'concat of a tensor with itself',
    one((x) => tf.concat([x, tf.square(x), x], 1), [2, 3]),
  );
  it(
    'split, with one part unused',
    one((x) => tf.mul(tf.split(x, [1, 2, 2], 1)[1]!, 3), [2, 5]),
  );
  it(
    'split into one',
    one((x) => tf.split(x, 1, 1)[0]!, [2, 3]),
  );
  it('stack', () => checkGradients((a, b) => tf.stack([a, b], 1), [2, 3], [2, 3]));
  it('stack along the last axis', () => checkGradients((a, b) => tf.stack([a, b], -1), [2, 3], [2, 3]));
  it(
    'unstack, with parts unused',
    one((x) => tf.unstack(x, 1)[2]!, [2, 3]),
  );
  it(
    'unstack of one',
    one((x) => tf.unstack(x)[0]!, [1, 3]),
  );
});

describe('gradients of selection', () => {
  it(
    'slice',
    one((x) => tf.slice(x, [1, 0], [2, 2]), [3, 4]),
  );
  it(
    'slice to the end',
    one((x) => tf.slice(x, 1, -1), [3, 4]),
  );
  it(
    'slice without a size',
    one((x) => tf.slice(x, [0, 2]), [3, 4]),
  );
  it('pad', one((x) => tf.pad(x, [[1, 0], [2, 1]], 7), [2, 3])); // biome-ignore format: a matrix
  it('where', () => checkGradients((a, b) => tf.where(tf.greater(a, b), tf.square(a), b), [2, 3], [2, 3]));
  it('where, broadcasting', () => checkGradients((a, b) => tf.where(tf.greater(a, 0), a, b), [2, 3], []));
  it(
    'gather, with an index twice',
    one((x) => tf.gather(x, [2, 0, 2]), [3, 2]),
  );
  it(
    'gather along an inner axis',
    one((x) => tf.gather(x, [1, 0, 1, 1], 1), [2, 3, 2]),
  );
  it('gather along the last axis by a matrix of indices', one((x) => tf.gather(x, tf.tensor2d([[1, 0], [2, 2]], undefined, 'int32'), -1), [2, 3])); // biome-ignore format: a matrix
  it('gather by batch', one((x) => tf.gather(x, tf.tensor2d([[1, 0], [2, 2]], undefined, 'int32'), 1, 1), [2, 3, 2])); // biome-ignore format: a matrix
});

describe('gradients of normalization', () => {
  it('batchNorm, by all of its inputs', () => {
    checkGradients(
      (x, mean, variance, offset, scale) =>
        tf.batchNorm(x as tf.Tensor2D, mean as tf.Tensor1D, variance as tf.Tensor1D, offset as tf.Tensor1D, scale as tf.Tensor1D, 0.01), // biome-ignore format: one call
      [4, 3],
      [3],
      { shape: [3], range: [0.3, 2] },
      [3],
      [3],
    );
  });
});

import { readFileSync } from 'node:fs';
import { checkLoss, expectClose } from '@feedforward/contracts';
import { ready } from '@feedforward/core';
import { Matrix } from '@feedforward/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  hinge,
  huber,
  type Loss,
  type LossConfig,
  lossFromConfig,
  meanAbsoluteError,
  meanSquaredError,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from './index.ts';

checkLoss('sparseSoftmaxCrossEntropy', sparseSoftmaxCrossEntropy, { labels: 'classes' });
checkLoss('softmaxCrossEntropy', softmaxCrossEntropy, { labels: 'probabilities' });
checkLoss('sigmoidCrossEntropy', sigmoidCrossEntropy, { labels: 'zeros and ones' });
checkLoss('meanSquaredError', meanSquaredError, { labels: 'numbers', hugeOutput: 1e15 });
checkLoss('meanAbsoluteError', meanAbsoluteError, { labels: 'numbers' });
checkLoss('huber', huber, { labels: 'numbers' });
checkLoss('huber with a delta of 0.45', (options) => huber({ ...options, delta: 0.45 }), { labels: 'numbers' });
checkLoss('hinge', hinge, { labels: 'zeros and ones' });

interface Golden {
  readonly config: LossConfig;
  readonly outputs: number[][];
  readonly labels: number[] | number[][];
  readonly weights: number[];
  readonly mean: number;
  readonly meanGradient: number[][];
  readonly weightedMean: number;
  readonly weightedSum: number;
  readonly weightedSumGradient: number[][];
}

/** Made by goldens/make-goldens.py. */
const goldens: Golden[] = JSON.parse(readFileSync(new URL('goldens/numpy.json', import.meta.url), 'utf8'));
const named = goldens.map((golden): [string, Golden] => [
  `${golden.config.type}, outputs [${golden.outputs.length}, ${golden.outputs[0]!.length}]`,
  golden,
]);

beforeAll(() => ready());

describe('the losses', () => {
  it.each(named)('give what NumPy gives in float64: %s', (_, golden) => {
    tf.tidy(() => {
      const x = tf.tensor2d(golden.outputs);
      const y = golden.config.type.startsWith('sparse')
        ? tf.tensor1d(golden.labels.flat(), 'int32')
        : tf.tensor(golden.labels);
      const w = tf.tensor1d(golden.weights);
      const close = (
        { value, grad }: { value: tf.Tensor; grad: tf.Tensor },
        expected: number,
        gradient: number[][],
      ): void => {
        expectClose(value.dataSync(), [expected], { relative: 2e-6 });
        expectClose(grad.dataSync(), gradient.flat(), { relative: 2e-6 });
      };
      const mean = lossFromConfig(golden.config);
      const sum = lossFromConfig({ ...golden.config, reduction: 'sum' });
      close(valueAndGradient(mean, x, y), golden.mean, golden.meanGradient);
      close(valueAndGradient(sum, x, y, w), golden.weightedSum, golden.weightedSumGradient);
      expectClose(mean(x, y, w).dataSync(), [golden.weightedMean], { relative: 2e-6 });
    });
  });

  it('take the gradient of what is made of them', () => {
    tf.tidy(() => {
      const [x, y] = [tf.tensor2d([[1], [2]]), tf.tensor1d([0, 0])];
      const { grad } = tf.valueAndGrad((z) => tf.mul(meanSquaredError()(tf.mul(z, 3), y), 10) as tf.Scalar)(x);
      expectClose(grad.dataSync(), [90, 180]);
    });
  });
});

const withOneOutput: [string, Loss][] = [
  meanSquaredError(),
  meanAbsoluteError(),
  huber(),
  sigmoidCrossEntropy(),
  hinge(),
].map((loss) => [String(loss.config?.type), loss]);

describe.each(withOneOutput)('%s of one output', (_, loss) => {
  it('lines labels [batch] up with outputs [batch, 1]', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([[0.5], [-2], [0.25]]);
      const flat = loss(x, tf.tensor1d([1, 0, 1]));
      expect(flat.dataSync()).toEqual(loss(x, tf.tensor2d([[1], [0], [1]])).dataSync());
      expect(flat.dataSync()).toEqual(loss(x, tf.tensor1d([1, 0, 1], 'int32')).dataSync());
    });
  });

  it('broadcasts nothing', () => {
    tf.tidy(() => {
      const labels = tf.tensor1d([1, 0, 1]);
      expect(() => loss(tf.zeros([3, 2]), labels)).toThrow(
        'outputs [3, 2] take labels of the same shape, they are [3].',
      );
      expect(() => loss(tf.zeros([3, 3]), labels)).toThrow('they are [3].');
      expect(() => loss(tf.zeros([2, 1]), labels)).toThrow('they are [3].');
      expect(() => loss(tf.zeros([3, 2]), tf.zeros([3, 1]))).toThrow('they are [3, 1].');
      expect(() => loss(tf.zeros([3, 2]), tf.zeros([1, 2]))).toThrow('they are [1, 2].');
      expect(() => loss(tf.zeros([3]), labels)).toThrow('it takes outputs [batch, n], they are [3].');
      expect(() => loss(tf.zeros([3, 1]), labels, tf.tensor1d([1]))).toThrow(
        '3 rows of outputs take weights [3], they are [1].',
      );
    });
  });
});

describe('sparseSoftmaxCrossEntropy', () => {
  const { checkLabels } = sparseSoftmaxCrossEntropy();

  it('starts at ln 10 for ten equal logits', () => {
    tf.tidy(() => {
      const value = sparseSoftmaxCrossEntropy()(tf.zeros([50, 10]), tf.zeros([50], 'int32'));
      expectClose(value.dataSync(), [Math.LN10]);
    });
  });

  it('is as wrong as the logits are far apart, for logits of 1e4', () => {
    tf.tidy(() => {
      const value = sparseSoftmaxCrossEntropy()(tf.tensor2d([[1e4, 0]]), tf.tensor1d([1], 'int32'));
      expect(value.dataSync()[0]).toBe(1e4);
    });
  });

  it('refuses classes that there are no outputs for, naming the row', () => {
    expect(() => checkLabels?.(Int32Array.of(0, 9, 10), 10)).toThrow(
      new RangeError(
        'Cannot train with sparseSoftmaxCrossEntropy: classes are whole numbers from 0 to 9, the label of row 2 is 10.',
      ),
    );
    expect(() => checkLabels?.(Int32Array.of(-1), 10)).toThrow('the label of row 0 is -1.');
    expect(() => checkLabels?.(Float32Array.of(1, 0.5), 10)).toThrow('the label of row 1 is 0.5.');
    expect(() => checkLabels?.(Uint8Array.of(0, 1), 1)).toThrow('the only class is 0, the label of row 1 is 1.');
  });

  it('has no loss for them either', () => {
    tf.tidy(() => {
      for (const label of [-1, 2, 0.5]) {
        expect(() => sparseSoftmaxCrossEntropy()(tf.zeros([2, 2]), tf.tensor1d([0, label]))).toThrow(
          `classes are whole numbers from 0 to 1, the label of row 1 is ${label}.`,
        );
      }
    });
  });

  it('refuses one-hot rows, naming the loss that takes them', () => {
    expect(() => checkLabels?.(Matrix.from([[0, 1]]), 2)).toThrow(TypeError);
    expect(() => checkLabels?.(Matrix.from([[0, 1]]), 2)).toThrow('For one-hot rows use softmaxCrossEntropy.');
    tf.tidy(() => {
      expect(() => sparseSoftmaxCrossEntropy()(tf.zeros([3, 2]), tf.zeros([3, 2]))).toThrow(
        'outputs [3, 2] take class indices [3], they are [3, 2].',
      );
    });
  });
});

describe('softmaxCrossEntropy', () => {
  const { checkLabels } = softmaxCrossEntropy();

  it('refuses class indices, naming the loss that takes them', () => {
    expect(() => checkLabels?.(Int32Array.of(1, 0), 2)).toThrow(TypeError);
    expect(() => checkLabels?.(Int32Array.of(1, 0), 2)).toThrow('For class indices use sparseSoftmaxCrossEntropy.');
  });

  it('refuses rows that are not probabilities', () => {
    expect(() =>
      checkLabels?.(
        Matrix.from([
          [0.5, 0.5],
          [0.5, 0.6],
        ]),
        2,
      ),
    ).toThrow('each row of labels must sum to 1, row 1 sums to 1.1.');
    expect(() => checkLabels?.(Matrix.from([[2, -1]]), 2)).toThrow(
      'labels must be numbers from 0 to 1, row 0, column 0 is 2.',
    );
  });
});

describe('checkLabels', () => {
  it('takes the numbers that the loss is made for, and no others', () => {
    expect(() => hinge().checkLabels?.(Int32Array.of(0, 1, -1), 1)).toThrow(
      'Cannot train with hinge: labels must be 0 or 1, row 2 is -1.',
    );
    expect(() => sigmoidCrossEntropy().checkLabels?.(Float32Array.of(0.5, 1.5), 1)).toThrow('row 1 is 1.5.');
    expect(() => huber().checkLabels?.(Float64Array.of(1e9, 1e39), 1)).toThrow(
      'labels must be finite in float32, row 1 is 1e+39.',
    );
    expect(() => meanSquaredError().checkLabels?.(Float32Array.of(-3.5, 1e30), 1)).not.toThrow();
  });

  it('names both shapes where labels and outputs do not go together', () => {
    expect(() => meanSquaredError().checkLabels?.(new Float32Array(50), 3)).toThrow(
      new RangeError('Cannot train with meanSquaredError: 3 outputs take labels [batch, 3], they are [50].'),
    );
    expect(() => meanSquaredError().checkLabels?.(new Matrix(new Float32Array(100), [50, 2]), 3)).toThrow(
      'they are [50, 2].',
    );
  });
});

describe('options', () => {
  it('that make no sense are refused', () => {
    expect(() => huber({ delta: 0 })).toThrow(
      new RangeError('Cannot make huber: delta must be a finite number above 0, it is 0.'),
    );
    expect(() => huber({ delta: Number.NaN })).toThrow(RangeError);
    const reduction: string = 'average';
    expect(() => hinge({ reduction: reduction as 'mean' })).toThrow(
      'reduction must be "mean" or "sum", it is "average".',
    );
  });
});

describe('lossFromConfig', () => {
  it('names the nearest loss for one it does not know', () => {
    expect(() => lossFromConfig({ type: 'sofmaxCrossEntropy', reduction: 'mean' })).toThrow(
      'Unknown loss "sofmaxCrossEntropy". Did you mean "softmaxCrossEntropy"?',
    );
    expect(() => lossFromConfig({ type: 'constructor', reduction: 'mean' })).toThrow(RangeError);
  });

  it('passes options on, and leaves them to the loss to judge', () => {
    expect(lossFromConfig({ type: 'huber', reduction: 'sum', delta: 2 }).config).toEqual({
      type: 'huber',
      reduction: 'sum',
      delta: 2,
    });
    expect(lossFromConfig({ type: 'huber', reduction: 'mean' }).config).toEqual({
      type: 'huber',
      reduction: 'mean',
      delta: 1,
    });
    expect(() => lossFromConfig({ type: 'huber', reduction: 'mean', delta: 'wide' })).toThrow('it is NaN.');
  });
});

function valueAndGradient(
  loss: Loss,
  x: tf.Tensor,
  y: tf.Tensor,
  w?: tf.Tensor1D,
): { value: tf.Tensor; grad: tf.Tensor } {
  return tf.valueAndGrad((z) => loss(z, y, w) as tf.Scalar)(x);
}

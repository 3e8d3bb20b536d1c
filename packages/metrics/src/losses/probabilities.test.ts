import { readFileSync } from 'node:fs';
import { expectClose } from '@feedforward/contracts';
import { ready } from '@feedforward/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  describeOutputs,
  type Loss,
  lossFromConfig,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from './index.ts';

interface Golden {
  readonly type: string;
  readonly outputs: number[][];
  readonly labels: number[] | number[][];
  readonly loss: number;
  readonly gradient: number[][];
}

/** Made by goldens/make-clipped-goldens.py. */
const goldens: Golden[] = JSON.parse(readFileSync(new URL('goldens/clipped.json', import.meta.url), 'utf8'));

beforeAll(() => ready());

const lossOf = (loss: Loss, outputs: number[][], labels: tf.Tensor, weights?: tf.Tensor1D) =>
  tf.valueAndGrad((x: tf.Tensor) => loss(x, labels, weights))(tf.tensor2d(outputs));

describe('cross-entropy with fromLogits false', () => {
  it.each(goldens.map((golden) => [golden.type, golden] as const))('is what Keras computes: %s', (type, golden) => {
    tf.tidy(() => {
      const loss = lossFromConfig({ type, reduction: 'mean', fromLogits: false });
      const labels = type.startsWith('sparse') ? tf.tensor1d(golden.labels.flat(), 'int32') : tf.tensor(golden.labels);
      const { value, grad } = lossOf(loss, golden.outputs, labels);
      expectClose(value.dataSync(), [golden.loss], { relative: 1e-5, absolute: 1e-6 });
      expectClose(grad.dataSync(), golden.gradient.flat(), { relative: 1e-3, absolute: 1e-4 });
    });
  });

  it('is finite for probabilities of 0 and 1', () => {
    tf.tidy(() => {
      const hot = tf.tensor1d([0], 'int32');
      const { value, grad } = lossOf(sparseSoftmaxCrossEntropy({ fromLogits: false }), [[0, 1]], hot);
      expectClose(value.dataSync(), [-Math.log(1e-7)], { relative: 1e-6 });
      expect(Array.from(grad.dataSync(), Math.abs)).toEqual([0, 0]);
      const binary = lossOf(sigmoidCrossEntropy({ fromLogits: false }), [[0], [1]], tf.tensor1d([0, 0]));
      expect(binary.value.dataSync()[0]).toBeLessThan(8.1);
    });
  });

  it('is NaN where an output is', () => {
    tf.tidy(() => {
      const hot = tf.tensor1d([0], 'int32');
      for (const loss of [sparseSoftmaxCrossEntropy, softmaxCrossEntropy, sigmoidCrossEntropy]) {
        const labels = loss === sparseSoftmaxCrossEntropy ? hot : tf.tensor2d([[1, 0]]);
        expect(loss({ fromLogits: false })(tf.tensor2d([[Number.NaN, 1]]), labels).dataSync()[0]).toBeNaN();
      }
    });
  });

  it('weighs examples, and sums', () => {
    tf.tidy(() => {
      const loss = sigmoidCrossEntropy({ fromLogits: false, reduction: 'sum' });
      const weights = tf.tensor1d([2, 0]);
      const { value, grad } = lossOf(loss, [[0.25], [0.5]], tf.tensor1d([1, 0]), weights);
      expectClose(value.dataSync(), [-2 * Math.log(0.25)]);
      expectClose(grad.dataSync(), [-8, 0]);
    });
  });

  it('is told by its config, which does not have the option where it was not given', () => {
    expect(softmaxCrossEntropy({ fromLogits: false }).config).toEqual({
      ...{ type: 'softmaxCrossEntropy', reduction: 'mean', fromLogits: false },
    });
    expect(softmaxCrossEntropy().config).toEqual({ type: 'softmaxCrossEntropy', reduction: 'mean' });
    // @ts-expect-error: JavaScript's users have no compiler to tell them
    expect(() => softmaxCrossEntropy({ fromLogits: 'no' })).toThrow('fromLogits must be true or false, it is "no"');
    const config = { type: 'softmaxCrossEntropy', reduction: 'mean', fromLogits: 0 } as const;
    expect(() => lossFromConfig(config)).toThrow('fromLogits must be true or false, it is 0');
  });
});

describe('outputs that were described', () => {
  it('have the cross-entropy of the logits beneath, to the bit, and its gradient', () => {
    tf.tidy(() => {
      const z = [
        [120, -3, 0.5],
        [0.25, 0.5, -90],
      ];
      const labels = tf.tensor1d([1, 2], 'int32');
      const of = (describe: boolean) =>
        tf.valueAndGrad((logits: tf.Tensor) => {
          const outputs = tf.softmax(logits);
          const said = { kind: 'probabilities', beneath: { activation: 'softmax', logits } } as const;
          return sparseSoftmaxCrossEntropy()(describe ? describeOutputs(outputs, said) : logits, labels);
        })(tf.tensor2d(z));
      const [found, expected] = [of(true), of(false)];
      expect(found.value.dataSync()).toEqual(expected.value.dataSync());
      expect(found.grad.dataSync()).toEqual(expected.grad.dataSync());
    });
  });

  it('are refused where they are values, or logits that the loss was told not to take', () => {
    const values = describeOutputs(tf.tensor2d([[1, 2]]), { kind: 'values' });
    const logits = describeOutputs(tf.tensor2d([[1, 2]]), { kind: 'logits' });
    const labels = tf.tensor1d([0], 'int32');
    expect(() => sparseSoftmaxCrossEntropy()(values, labels)).toThrow("the network's outputs are values");
    expect(() => sparseSoftmaxCrossEntropy({ fromLogits: false })(logits, labels)).toThrow('takes probabilities');
  });
});

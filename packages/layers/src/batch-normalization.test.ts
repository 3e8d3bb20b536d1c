import { readFileSync } from 'node:fs';
import { expectClose } from '@feedforward/contracts';
import { ready } from '@feedforward/core';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchNormalization, sequential } from './index.ts';

interface Golden {
  readonly shape: number[];
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma: number[];
  readonly beta: number[];
  readonly steps: readonly Record<'x' | 'evaluated' | 'trained' | 'mean' | 'variance', number[]>[];
}

/** Made by goldens/make-goldens.py. */
const goldens: readonly Golden[] = JSON.parse(
  readFileSync(new URL('goldens/batch-normalization.json', import.meta.url), 'utf8'),
);

describe('batchNormalization', () => {
  beforeAll(async () => {
    await ready();
  });

  it.each(goldens)('of $shape follows the formulas, in training and in evaluation', (golden) => {
    const { shape, momentum, epsilon, gamma, beta, steps } = golden;
    const model = sequential([batchNormalization({ name: 'norm', momentum, epsilon })], { inputShape: shape.slice(1) });
    tf.tidy(() => {
      const parameters = new Map<string, tf.Tensor>([
        ['norm/gamma', tf.tensor1d(gamma)],
        ['norm/beta', tf.tensor1d(beta)],
        ['norm/movingMean', tf.zeros([gamma.length])],
        ['norm/movingVariance', tf.ones([gamma.length])],
      ]);
      const apply = (x: number[], training: boolean): ArrayLike<number> => {
        const next = new Map<string, tf.Tensor>();
        const assign = (name: string, value: tf.Tensor): unknown => next.set(name, tf.keep(value));
        const context = { parameters: new Map(parameters), training, random: new RandomState(0), assign };
        const y = model.apply(tf.tensor(x, shape), context).dataSync();
        for (const [name, value] of next) parameters.set(name, value);
        return y;
      };
      for (const { x, evaluated, trained, mean, variance } of steps) {
        expectClose(apply(x, false), evaluated, { relative: 1e-5, absolute: 1e-5 });
        expectClose(apply(x, true), trained, { relative: 1e-5, absolute: 1e-5 });
        expectClose(parameters.get('norm/movingMean')!.dataSync(), mean);
        expectClose(parameters.get('norm/movingVariance')!.dataSync(), variance);
      }
    });
  });

  it.each(goldens)('of $shape, not trainable, follows in training the formula of evaluation', (golden) => {
    const { shape, momentum, epsilon, gamma, beta, steps } = golden;
    const layer = batchNormalization({ name: 'norm', momentum, epsilon, trainable: false });
    const model = sequential([layer], { inputShape: shape.slice(1) });
    const assigned: string[] = [];
    // Each step's moving moments, which the golden's next step was evaluated with.
    for (const [i, { mean, variance }] of steps.slice(0, -1).entries()) {
      const { x, evaluated } = steps[i + 1]!;
      const y = tf.tidy(() => {
        const parameters = new Map<string, tf.Tensor>([
          ['norm/gamma', tf.tensor1d(gamma)],
          ['norm/beta', tf.tensor1d(beta)],
          ['norm/movingMean', tf.tensor1d(mean)],
          ['norm/movingVariance', tf.tensor1d(variance)],
        ]);
        const assign = (name: string): unknown => assigned.push(name);
        const context = { parameters, training: true, random: new RandomState(0), assign };
        return model.apply(tf.tensor(x, shape), context).dataSync();
      });
      expectClose(y, evaluated, { relative: 1e-5, absolute: 1e-5 });
    }
    expect(assigned).toEqual([]);
    expect(model.parameters.filter(({ trainable }) => trainable)).toEqual([]);
  });

  it('keeps the moving averages from the optimizer', () => {
    const { parameters } = sequential([batchNormalization()], { inputShape: [3] });
    expect(parameters.map(({ name, trainable }) => [name, trainable])).toEqual([
      ['batchNormalization/gamma', true],
      ['batchNormalization/beta', true],
      ['batchNormalization/movingMean', false],
      ['batchNormalization/movingVariance', false],
    ]);
  });

  it('refuses options that no numbers come of', () => {
    expect(() => batchNormalization({ momentum: 1.5 })).toThrow('momentum must be from 0 to 1, it is 1.5');
    expect(() => batchNormalization({ epsilon: 0 })).toThrow('epsilon must be above 0, in float32 too, it is 0');
    expect(() => batchNormalization({ epsilon: 1e-50 })).toThrow('in float32 too, it is 1e-50');
    expect(() => sequential([batchNormalization()], { inputShape: [] })).toThrow(
      'Cannot connect layer "batchNormalization". Batch normalization takes [batch, …, features], its input is [batch].',
    );
  });
});

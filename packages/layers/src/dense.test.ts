import { expectClose } from '@feedforward/contracts';
import { ready } from '@feedforward/core';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { dense, type Initializer, modelFromConfig, sequential } from './index.ts';

describe('dense', () => {
  beforeAll(async () => {
    await ready();
  });

  it('is activation(x · kernel + bias)', () => {
    const model = sequential([dense(2, { name: 'a', activation: 'relu' })], { inputShape: [3] });
    const found = tf.tidy(() => {
      const kernel = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      const parameters = new Map<string, tf.Tensor>([
        ['a/kernel', kernel],
        ['a/bias', tf.tensor1d([0.5, -100])],
      ]);
      const context = { parameters, training: false, random: new RandomState(0), assign: () => {} };
      return model.apply(tf.tensor2d([1, 0, -1, 2, 2, 2], [2, 3]), context).dataSync();
    });
    expectClose(found, [0, 0, 18.5, 0]);
  });

  it('draws its kernel glorot uniform, and no bias, unless told otherwise', () => {
    const draw = (options?: Parameters<typeof dense>[1]) =>
      sequential([dense(2, { name: 'a', ...options })], { inputShape: [3] }).initialize(new RandomState(1));
    expect(draw({ kernelInitializer: 'glorotUniform', biasInitializer: 'zeros' })).toEqual(draw());
    expect(draw({ kernelInitializer: 'heNormal' }).get('a/kernel')).not.toEqual(draw().get('a/kernel'));
    expect(draw({ biasInitializer: 'ones' }).get('a/bias')?.data).toEqual(new Float32Array([1, 1]));
    expect([...draw({ useBias: false }).keys()]).toEqual(['a/kernel']);
  });

  it('says all that it is made of', () => {
    expect(dense(2).config).toEqual({
      type: 'dense',
      units: 2,
      activation: 'linear',
      useBias: true,
      kernelInitializer: { type: 'glorotUniform' },
      biasInitializer: { type: 'zeros' },
    });
  });

  it("takes an initializer of the user's own, which its config leaves out", () => {
    const threes: Initializer = ([inputs = 0, units = 0]) => new Float32Array(inputs * units).fill(3);
    const model = sequential([dense(1, { name: 'a', kernelInitializer: threes })], { inputShape: [2] });
    expect(model.initialize(new RandomState(0)).get('a/kernel')?.data).toEqual(new Float32Array([3, 3]));
    expect(model.config?.layers[0]).not.toHaveProperty('kernelInitializer');
    expect(modelFromConfig(model.config).outputShape).toEqual([1]);
  });

  it.each([-3, 0, 1.5, Number.NaN])('refuses %d units', (units) => {
    expect(() => dense(units)).toThrow(`Cannot make a dense layer of ${units} units: it takes a whole number above 0.`);
  });

  it('names the nearest name it knows', () => {
    // @ts-expect-error: JavaScript's users have no compiler to tell them
    expect(() => dense(3, { activation: 'softmaks' })).toThrow(
      'Unknown activation "softmaks". Did you mean "softmax"?',
    );
    // @ts-expect-error: as above
    expect(() => dense(3, { kernelInitializer: 'he_normal' })).toThrow('Did you mean "heNormal"?');
    // @ts-expect-error: as above
    expect(() => dense(3, { biasInitializer: { type: 'zeros' } })).toThrow('Unknown initializer of another type');
  });
});

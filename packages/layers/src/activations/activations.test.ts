import { readFileSync } from 'node:fs';
import { expectClose } from '@feedforward/contracts';
import { ready } from '@feedforward/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ActivationSpec, activation, activationNames } from '../index.ts';
import { resolveActivation } from './resolve-activation.ts';

interface Goldens {
  readonly x: readonly number[];
  readonly cases: readonly (readonly [spec: ActivationSpec, values: readonly number[]])[];
}

/** Made by goldens/make-goldens.py. */
const { x, cases }: Goldens = JSON.parse(readFileSync(new URL('goldens/scipy.json', import.meta.url), 'utf8'));

describe('the activations, beside SciPy in float64', () => {
  beforeAll(async () => {
    await ready();
  });

  it.each(cases.map(([spec, values]) => [JSON.stringify(spec), spec, values] as const))('%s', (_, spec, values) => {
    const found = tf.tidy(() =>
      resolveActivation(spec)
        .apply(tf.tensor([...x], [1, x.length]))
        .dataSync(),
    );
    expectClose(found, values, { relative: 1e-6, absolute: 1e-6 });
  });

  it('are all among these', () => {
    expect(cases.map(([spec]) => spec).filter((spec) => typeof spec === 'string')).toEqual(activationNames);
  });

  it('softmax is finite, and adds up to 1, for logits of 1e4', () => {
    const rows = tf.tidy(() =>
      resolveActivation('softmax')
        .apply(
          tf.tensor2d([
            [1e4, -1e4, 0],
            [1e4, 1e4, 1e4],
          ]),
        )
        .dataSync(),
    );
    expectClose(rows, [1, 0, 0, 1 / 3, 1 / 3, 1 / 3]);
  });
});

describe('activation', () => {
  it('names the nearest activation where it does not know the name', () => {
    // @ts-expect-error: JavaScript's users have no compiler to tell them
    expect(() => activation('rleu')).toThrow(
      'Unknown activation "rleu". Did you mean "relu"? Known are elu, gelu, leakyRelu, linear, relu, selu, sigmoid, softmax, softplus, swish, tanh.',
    );
    // @ts-expect-error: as above
    expect(() => activation('leaky_relu')).toThrow('Did you mean "leakyRelu"?');
    // @ts-expect-error: as above
    expect(() => activation('constructor')).toThrow('Unknown activation "constructor". Known are');
  });

  it('keeps the options it has in its config, and refuses others', () => {
    expect(activation('leakyRelu').config).toEqual({
      type: 'activation',
      activation: { type: 'leakyRelu', alpha: 0.2 },
    });
    expect(activation({ type: 'gelu' }).config?.activation).toEqual({ type: 'gelu', approximate: false });
    expect(() => activation({ type: 'leakyRelu', alpha: Number.NaN })).toThrow('alpha must be a finite number');
    // @ts-expect-error: as above
    expect(() => activation({ type: 'relu', alpha: 1 })).toThrow('Unknown option of activation "relu": "alpha".');
    // @ts-expect-error: as above
    expect(() => activation({ type: 'leakyRelu', alpha: '1' })).toThrow('"alpha" must be a number, found "1"');
    // @ts-expect-error: as above
    expect(() => activation(undefined)).toThrow('Cannot read activation');
  });
});

import { ready } from '@feedforward/core';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  batchNormalization,
  dense,
  dropout,
  freeze,
  type Layer,
  type Model,
  modelFromConfig,
  type NamePattern,
  sequential,
} from './index.ts';

const model = sequential(
  [dense(8, { name: 'hidden1' }), batchNormalization({ name: 'norm' }), dropout(0.5), dense(5), dense(3)],
  { inputShape: [4] },
);
const trainable = ({ parameters }: Model): string[] =>
  parameters.filter((parameter) => parameter.trainable).map(({ name }) => name);

describe('freeze', () => {
  it.each<[NamePattern, string[]]>([
    ['hidden1', ['norm/gamma', 'norm/beta', 'dense/kernel', 'dense/bias', 'dense_1/kernel', 'dense_1/bias']],
    [/^(hidden1|norm)/, ['dense/kernel', 'dense/bias', 'dense_1/kernel', 'dense_1/bias']],
    [
      ['hidden1', 'norm', 'dense'],
      ['dense_1/kernel', 'dense_1/bias'],
    ],
    [/./, []],
  ])('by %o leaves the rest to be trained', (pattern, rest) => {
    const frozen = freeze(model, pattern);
    expect(trainable(frozen)).toEqual(rest);
    expect(frozen.initialize(new RandomState(1))).toEqual(model.initialize(new RandomState(1)));
    expect(trainable(model)).toHaveLength(8);
  });

  it('is written down in the config, as what the layers could have been made with', () => {
    const frozen = freeze(model, ['hidden1', 'norm']);
    const made = sequential(
      [
        dense(8, { name: 'hidden1', trainable: false }),
        batchNormalization({ name: 'norm', trainable: false }),
        dropout(0.5),
        dense(5),
        dense(3),
      ],
      { inputShape: [4] },
    );
    expect(frozen.config).toEqual(made.config);
    const again = modelFromConfig(JSON.parse(JSON.stringify(frozen.config)));
    expect(again.config).toEqual(frozen.config);
    expect(trainable(again)).toEqual(trainable(frozen));
  });

  it("freezes a layer of the user's own, which keeps its methods and assigns nothing any more", async () => {
    await ready();
    class Counting implements Layer {
      readonly name = 'own';
      outputShape(inputShape: readonly number[]): readonly number[] {
        return inputShape;
      }
      parameters(): ReturnType<NonNullable<Layer['parameters']>> {
        return [
          { name: 'scale', shape: [1], initializer: () => Float32Array.of(2) },
          { name: 'count', shape: [1], initializer: () => new Float32Array(1), trainable: false },
        ];
      }
      call(x: tf.Tensor, { parameter, assign }: Parameters<Layer['call']>[1]): tf.Tensor {
        assign('count', tf.add(parameter('count'), 1));
        return tf.mul(x, parameter('scale'));
      }
    }
    const frozen = freeze(sequential([new Counting(), dense(1)], { inputShape: [1] }), 'own');
    expect(trainable(frozen)).toEqual(['dense/kernel', 'dense/bias']);
    expect(frozen.config).toBeUndefined();
    const assigned: string[] = [];
    tf.tidy(() => {
      const parameters = new Map<string, tf.Tensor>([
        ['own/scale', tf.tensor1d([2])],
        ['own/count', tf.tensor1d([0])],
        ['dense/kernel', tf.tensor2d([[10]])],
        ['dense/bias', tf.tensor1d([1])],
      ]);
      const context = { parameters, training: true, random: new RandomState(0) };
      const y = frozen.apply(tf.tensor2d([[3]]), { ...context, assign: (name) => assigned.push(name) });
      expect(y.dataSync()[0]).toBe(61);
    });
    expect(assigned).toEqual([]);
  });

  it('refuses what matches no layer, or half of one, or a model that sequential did not make', () => {
    expect(() => freeze(model, 'hiden1')).toThrow('Cannot find "hiden1": it must match a name, there are hidden1/kern');
    expect(() => freeze(model, /hidden1\/kernel/)).toThrow(
      'Cannot freeze layer "hidden1" in part: the pattern must match all of hidden1/kernel, hidden1/bias, it matches hidden1/kernel.',
    );
    expect(() => freeze({ ...model }, 'hidden1')).toThrow(TypeError);
    expect(() => freeze({ ...model }, 'hidden1')).toThrow('sequential must have made it');
  });
});

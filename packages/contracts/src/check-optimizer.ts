import { ready } from '@feedforward/core';
import type { Optimizer, Slots } from '@feedforward/training';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

/** The conventions that every optimizer keeps, as a suite of tests. */
export function checkOptimizer(name: string, make: (learningRate: number) => Optimizer): void {
  describe(`${name} keeps the conventions of optimizers`, () => {
    beforeAll(() => ready());

    const run = (optimizer: Optimizer, start: number[], steps: number): { values: number[]; slots: Slots } => {
      let parameter: tf.Tensor = tf.tensor1d(start);
      let slots = optimizer.init(parameter);
      for (let iteration = 1; iteration <= steps; iteration++) {
        const gradient = tf.mul(parameter, 2);
        ({ parameter, slots } = optimizer.update({ parameter, gradient, slots, learningRate: 0.01, iteration }));
      }
      return { values: Array.from(parameter.dataSync()), slots };
    };

    it('goes downhill on x²', () => {
      tf.tidy(() => {
        const { values } = run(make(0.01), [1, -1, 0.5], 20);
        for (const [i, start] of [1, 1, 0.5].entries()) expect(Math.abs(values[i]!)).toBeLessThan(start);
      });
    });

    it('keeps nothing inside: the same run again gives the same bits', () => {
      tf.tidy(() => {
        const optimizer = make(0.01);
        expect(run(optimizer, [0.3, -2], 5).values).toEqual(run(optimizer, [0.3, -2], 5).values);
      });
    });

    it('leaves what it is given unchanged', () => {
      tf.tidy(() => {
        const optimizer = make(0.01);
        const parameter = tf.tensor1d([1, 2]);
        const gradient = tf.tensor1d([3, 4]);
        const slots = optimizer.init(parameter);
        const before = Object.values(slots).map((slot) => Array.from(slot.dataSync()));
        optimizer.update({ parameter, gradient, slots, learningRate: 0.01, iteration: 1 });
        expect(Array.from(parameter.dataSync())).toEqual([1, 2]);
        expect(Array.from(gradient.dataSync())).toEqual([3, 4]);
        expect(Object.values(slots).map((slot) => Array.from(slot.dataSync()))).toEqual(before);
      });
    });

    it('keeps its slots, in name and shape, from step to step', () => {
      tf.tidy(() => {
        const optimizer = make(0.01);
        const first = optimizer.init(tf.tensor1d([1, 2, 3]));
        const { slots } = run(optimizer, [1, 2, 3], 3);
        expect(Object.keys(slots)).toEqual(Object.keys(first));
        for (const slot of Object.values(slots)) expect(slot.shape).toEqual([3]);
      });
    });

    it('says what it is made of, in JSON', () => {
      const { name, config } = make(0.01);
      expect(JSON.parse(JSON.stringify(config))).toMatchObject({ type: name, learningRate: 0.01 });
    });
  });
}

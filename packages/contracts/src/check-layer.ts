import { ready } from '@feedforward/core';
import { freeze, type Layer, type Model, modelFromConfig, type Shape, sequential } from '@feedforward/layers';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkLayerGradients } from './layer-gradients.ts';
import { inputsOf, runLayer, seed } from './layer-run.ts';

/** How a layer is checked. */
export interface LayerCheck {
  readonly inputShape: Shape;
}

/**
 * The conventions of layers, as one suite: shapes as promised, parameters in order, the same from the same
 * randomness, gradients that agree with difference quotients, nothing leaked, a config that makes it again, and, frozen,
 * nothing that training changes.
 *
 * @param make Makes a new layer each time.
 */
export function checkLayer(name: string, make: () => Layer, { inputShape }: LayerCheck): void {
  describe(`${name} keeps the conventions of layers`, () => {
    const model = (): Model => sequential([make()], { inputShape });

    beforeAll(async () => {
      await ready();
    });

    it.each([
      ['training', true],
      ['evaluation', false],
    ] as const)('gives outputs of the shape it promised, all finite, in %s', (_, training) => {
      const { outputShape } = model();
      for (const rows of [1, 5]) {
        const output = runLayer(model(), { training, inputs: inputsOf(inputShape, rows) });
        expect(output.shape).toEqual([rows, ...outputShape]);
        expect(output.data.every(Number.isFinite)).toBe(true);
      }
    });

    it('names its parameters once each, and fills them with as many finite numbers as they take', () => {
      const { parameters, initialize } = model();
      expect(new Set(parameters.map((parameter) => parameter.name)).size).toBe(parameters.length);
      const values = initialize(new RandomState(seed));
      expect([...values.keys()]).toEqual(parameters.map((parameter) => parameter.name));
      for (const { name, shape } of parameters) {
        const { data } = values.get(name)!;
        expect(data).toBeInstanceOf(Float32Array);
        expect(data.length).toBe(shape.reduce((product, size) => product * size, 1));
        expect(data.every(Number.isFinite)).toBe(true);
      }
    });

    it('draws the same parameters, and trains the same, from the same random state', () => {
      expect(model().initialize(new RandomState(seed))).toEqual(model().initialize(new RandomState(seed)));
      expect(runLayer(model(), { training: true })).toEqual(runLayer(model(), { training: true }));
    });

    it('evaluates the same each time, whatever the random state, and assigns nothing', () => {
      const once = runLayer(model(), { training: false });
      expect(runLayer(model(), { training: false, random: new RandomState(99) })).toEqual(once);
      expect(once.assigned).toEqual([]);
    });

    it('assigns in training only what has no gradient', () => {
      const fixed = new Set(model().parameters.flatMap(({ name, trainable }) => (trainable ? [] : name)));
      const { assigned } = runLayer(model(), { training: true });
      expect(assigned.filter((name) => !fixed.has(name))).toEqual([]);
    });

    it.each([
      ['training', true],
      ['evaluation', false],
    ] as const)('has the gradients that difference quotients have, in %s', (_, training) => {
      checkLayerGradients(model(), training);
    });

    if (model().parameters.length > 0) {
      it('computes, frozen, in training as it does outside of it', () => {
        const frozen = freeze(model(), /(?:)/);
        expect(frozen.parameters.filter(({ trainable }) => trainable)).toEqual([]);
        expect(runLayer(frozen, { training: true })).toEqual(runLayer(model(), { training: false }));
        checkLayerGradients(frozen, true);
      });
    }

    it('leaves no tensors behind', () => {
      for (const training of [true, false]) {
        runLayer(model(), { training });
        const before = tf.memory().numTensors;
        runLayer(model(), { training });
        expect(tf.memory().numTensors).toBe(before);
      }
    });

    it.skipIf(make().config === undefined)('is made again from its config, through JSON', () => {
      const again = modelFromConfig(JSON.parse(JSON.stringify(model().config)));
      expect(again.config).toEqual(model().config);
      expect(again.initialize(new RandomState(seed))).toEqual(model().initialize(new RandomState(seed)));
      expect(runLayer(again, { training: true })).toEqual(runLayer(model(), { training: true }));
    });
  });
}

import { RandomState } from '@feedforward/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activation,
  batchNormalization,
  dense,
  dropout,
  flatten,
  type Layer,
  modelFromConfig,
  orthogonal,
  sequential,
} from './index.ts';

const model = sequential(
  [
    flatten(),
    dense(8, { activation: { type: 'leakyRelu', alpha: 0.1 }, kernelInitializer: orthogonal({ gain: 2 }) }),
    batchNormalization({ name: 'norm', momentum: 0.9, center: false }),
    activation('gelu'),
    dropout(0.3),
    dense(3, { name: 'outputs', useBias: false, trainable: false }),
  ],
  { inputShape: [2, 5] },
);

describe('modelFromConfig', () => {
  it('makes the model again, through JSON', () => {
    const again = modelFromConfig(JSON.parse(JSON.stringify(model.config)));
    expect(again.config).toEqual(model.config);
    expect(again.layers.map(({ name }) => name)).toEqual(model.layers.map(({ name }) => name));
    expect(again.initialize(new RandomState(4))).toEqual(model.initialize(new RandomState(4)));
  });

  it('fills in what a hand-written config leaves out', () => {
    const { config } = modelFromConfig({ type: 'sequential', inputShape: [4], layers: [{ type: 'dense', units: 3 }] });
    expect(config).toEqual(sequential([dense(3)], { inputShape: [4] }).config);
  });

  it("has no config to go by where a layer of the user's own has none", () => {
    const own: Layer = { outputShape: (shape) => shape, call: (x) => x };
    expect(sequential([dense(3), own], { inputShape: [4] }).config).toBeUndefined();
  });

  const withLayer = (layer: unknown): unknown => ({ type: 'sequential', inputShape: [4], layers: [layer] });

  it.each([
    [null, 'Cannot read model: its config must be an object, found null.'],
    ['sequential', 'found "sequential"'],
    [{}, 'Unknown type of model undefined. Known are sequential.'],
    [{ type: 'sequentail', inputShape: [4], layers: [] }, 'Did you mean "sequential"?'],
    [{ type: 'sequential', layers: [] }, 'Cannot read model: "inputShape" must list whole numbers above 0.'],
    [{ type: 'sequential', inputShape: ['4'], layers: [] }, '"inputShape" must list whole numbers above 0.'],
    [{ type: 'sequential', inputShape: [4] }, 'Cannot read model: "layers" must be an array, found undefined.'],
    [{ type: 'sequential', inputShape: [4], layers: { length: 1 } }, '"layers" must be an array, found an object.'],
    [{ type: 'sequential', inputShape: [4], layers: [], version: 2 }, 'Unknown option of model: "version".'],
    [withLayer(7), 'Cannot read layer 0: its config must be an object, found 7.'],
    [withLayer({ type: 'dnese', units: 3 }), 'Unknown type of layer 0: "dnese". Did you mean "dense"?'],
    [withLayer({ type: '__proto__' }), 'Unknown type of layer 0: "__proto__".'],
    [withLayer({ type: 'hasOwnProperty' }), 'Unknown type of layer 0: "hasOwnProperty".'],
    [withLayer({ type: ['dense'], units: 3 }), 'Unknown type of layer 0:'],
    [withLayer({ type: 'dense' }), 'Cannot read layer 0, "dense": "units" must be a number, found undefined.'],
    [withLayer({ type: 'dense', units: '3' }), '"units" must be a number, found "3".'],
    [withLayer({ type: 'dense', units: -3 }), 'Cannot read layer 0, "dense". Cannot make a dense layer of -3 units'],
    [
      withLayer({ type: 'dense', units: 3, unit: 4 }),
      'Unknown option of layer 0, "dense": "unit". Did you mean "units"?',
    ],
    [withLayer({ type: 'dense', units: 3, useBias: 'no' }), '"useBias" must be true or false, found "no".'],
    [withLayer({ type: 'dense', units: 3, trainable: 1 }), '"trainable" must be true or false, found 1.'],
    [withLayer({ type: 'dense', units: 3, name: {} }), '"name" must be a string, found an object.'],
    [withLayer({ type: 'dense', units: 3, name: 'a/b' }), 'Cannot name a layer "a/b"'],
    [withLayer({ type: 'dense', units: 3, activation: 'rulu' }), 'Did you mean "relu"?'],
    [withLayer({ type: 'dense', units: 3, kernelInitializer: { type: 'zero' } }), 'Did you mean "zeros"?'],
    [withLayer({ type: 'dense', units: 3, kernelInitializer: 'zeros' }), 'its config must be an object, found "zeros"'],
    [withLayer({ type: 'dense', units: 1e9 }), 'Cannot make parameter "dense/kernel"'],
    [withLayer({ type: 'dropout', rate: 2 }), 'Cannot make a dropout layer of rate 2'],
    [
      withLayer(JSON.parse('{"type":"flatten","__proto__":{"units":3}}')),
      'Unknown option of layer 0, "flatten": "__proto__".',
    ],
  ])('refuses %j', (config, message) => {
    expect(() => modelFromConfig(config)).toThrow(message);
  });

  it('refuses any other JSON with a RangeError or a TypeError, and lets it change nothing', () => {
    const json = fc.oneof(fc.jsonValue(), fc.constantFrom('dense', 'units', 3, 'relu', 'zeros', [4]));
    const key = fc.oneof(fc.constantFrom('type', 'name', 'units', 'rate', 'activation', '__proto__'), fc.string());
    const layer = fc.oneof(json, fc.dictionary(key, json));
    fc.assert(
      fc.property(fc.array(layer), json, (layers, inputShape) => {
        try {
          modelFromConfig(JSON.parse(JSON.stringify({ type: 'sequential', inputShape, layers })));
        } catch (error) {
          expect(error instanceof RangeError || error instanceof TypeError).toBe(true);
          expect(String(error)).toMatch(/^\w+: (Cannot|Unknown) /);
        }
      }),
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

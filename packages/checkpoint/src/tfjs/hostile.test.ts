import { RandomState } from '@feedforward/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TensorData } from '../tensor-data.ts';
import { weightBytes } from './artifacts.ts';
import { readArtifacts, refuseFor } from './decode.ts';
import { encodeTfjsModel } from './index.ts';
import { formatModelJson, parseModelJson } from './model-json.ts';
import type { TfjsModel } from './tfjs-model.ts';

const zeros = (...shape: number[]): TensorData => ({
  dtype: 'float32',
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)),
});
const artifacts = encodeTfjsModel({
  config: {
    type: 'sequential',
    inputShape: [2, 2],
    layers: [
      { type: 'flatten', name: 'flatten' },
      { type: 'dense', name: 'hidden', units: 3, activation: 'relu' },
      { type: 'batchNormalization', name: 'norm' },
      { type: 'dropout', name: 'dropout', rate: 0.5 },
      { type: 'dense', name: 'out', units: 1, activation: { type: 'leakyRelu', alpha: 0.1 }, useBias: false },
    ],
  },
  tensors: [
    ['hidden/kernel', zeros(4, 3)],
    ['hidden/bias', zeros(3)],
    ...['gamma', 'beta', 'movingMean', 'movingVariance'].map((own) => [`norm/${own}`, zeros(3)] as const),
    ['out/kernel', zeros(3, 1)],
  ],
});
const json = formatModelJson(artifacts, 'weights.bin');

/** The same network as a functional model. */
function functional(): Uint8Array {
  const { modelTopology, ...others } = artifacts;
  const topology: { config: { layers: { config: { name: string } }[] } } = structuredClone(Object(modelTopology));
  const first = { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 2, 2] } };
  const listed = [first, ...topology.config.layers].map((layer, i, all) => ({
    ...layer,
    name: layer.config.name,
    inbound_nodes: i === 0 ? [] : [[[all[i - 1]?.config.name, 0, 0, {}]]],
  }));
  const ends = { input_layers: [['in', 0, 0]], output_layers: [[listed.at(-1)?.name, 0, 0]] };
  const config = { ...topology.config, layers: listed, ...ends };
  return formatModelJson({ ...others, modelTopology: { ...topology, class_name: 'Model', config } }, 'weights.bin');
}

function read(model: Uint8Array, weights: Uint8Array = weightBytes(artifacts)): TfjsModel {
  const refuse = refuseFor(undefined);
  const { artifacts: parsed } = parseModelJson(model, refuse);
  const weightData = new Uint8Array(weights).buffer;
  return readArtifacts({ ...parsed, weightData }, refuse);
}

/** Undefined where a model is refused as it should be; any other failure is thrown. */
function attempt(model: Uint8Array, weights?: Uint8Array): TfjsModel | undefined {
  try {
    return read(model, weights);
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    if (!error.message.startsWith('Cannot read the TF.js model: ') || !error.message.endsWith('.')) throw error;
    return undefined;
  }
}

const text = new TextDecoder().decode(json);
const edited = (from: string | RegExp, to: string): Uint8Array => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return new TextEncoder().encode(changed);
};

describe('a model.json that is not what it should be', () => {
  it('is read when it is', () => {
    expect([...read(json).tensors.keys()]).toEqual([
      'hidden/kernel',
      'hidden/bias',
      'norm/gamma',
      'norm/beta',
      'norm/movingMean',
      'norm/movingVariance',
      'out/kernel',
    ]);
  });

  it.each([
    ['"Sequential"', '"Graph"', 'modelTopology.class_name must be one of Sequential, Functional, Model, it is "Graph"'],
    ['"Sequential"', '"Functional"', 'modelTopology.config.layers[0].name must be a text, it is missing'],
    ['"Flatten"', '"Sequential"', 'its layer "flatten" is a model of its own, Sequential, which is not known here'],
    ['"Flatten"', '"Conv2D"', 'layers[0].class_name must be one of Activation, BatchNormalization, Dense'],
    ['"Flatten"', '"__proto__"', 'it is "__proto__"'],
    ['"relu"', '"hard_sigmoid"', 'layers[1].config.activation must be one of elu, gelu'],
    ['"units":3', '"units":-3', 'units must be a whole number of 0 or more, it is -3'],
    ['"units":3', '"units":4', 'weight "hidden/kernel" must have shape [4, 4], it has [4, 3]'],
    ['"name":"out"', '"name":"hidden"', 'it has two layers named "hidden"'],
    ['"axis":-1', '"axis":0', 'axis must be the last axis, 1, it is 0'],
    ['"rate":0.5', '"rate":"0.5"', 'rate must be a number, it is "0.5"'],
    ['"class_name":"Flatten"', '"class_name":"Dropout"', 'rate must be a number, it is missing'],
    ['[null,2,2]', '[]', 'batch_input_shape must be the shape of a batch, it is an array'],
    ['[null,2,2]', '[null,2,0]', 'must be the shape of a batch, with numbers above 0'],
    ['"shape":[4,3]', '"shape":[4,3000000000]', 'its weights take 48000000072 bytes, there are 120'],
    ['"shape":[4,3]', '"shape":[4000000000,3000000000]', 'the size of weight "hidden/kernel" is more than can be'],
    ['"shape":[4,3]', '"shape":[4,"3"]', 'weightSpecs[0].shape[1] must be a whole number of 0 or more, it is "3"'],
    ['"dtype":"float32"}]}', '"dtype":"string"}]}', 'dtype must be one of float32, int32, bool, it is "string"'],
    ['"dtype":"float32"}]}', '"dtype":"int32"}]}', 'weight "out/kernel" must be float32, it is int32'],
    ['"norm/beta"', '"norm/gamma"', 'it has two weights named "norm/gamma"'],
    ['"norm/beta"', '"norm/theta"', 'weight "norm/beta" is missing'],
    ['"layers-model"', '"graph-model"', 'model.json.format must be "layers-model", it is "graph-model"'],
    ['"weights.bin"', '"../weights.bin"', 'paths[0] must be a path within its folder, it is "../weights.bin"'],
    ['"weights.bin"', '"a//weights.bin"', 'paths[0] must be a path within its folder, it is "a//weights.bin"'],
    ['"weights.bin"', '"weights.bin","Weights.bin"', 'must have each of its files once, it has one of them again'],
    ['"modelTopology"', '"topology"', 'modelTopology must be an object, it is missing'],
    ['{', '[', 'model.json must be JSON in UTF-8'],
  ])('refuses %j as %j', (from, to, message) => {
    expect(() => read(edited(from, to))).toThrow(message);
    expect(attempt(edited(from, to))).toBeUndefined();
  });

  it('is read whatever it says of its training', () => {
    const config = fc.jsonValue();
    const known = fc.record({
      loss: config,
      optimizer_config: fc.record({
        class_name: fc.constantFrom('Adam', 'Momentum', 'SGD', '__proto__'),
        config: fc.oneof(config, fc.dictionary(fc.constantFrom('learningRate', 'useNesterov', '__proto__'), config)),
      }),
    });
    const weight = fc.record({
      name: fc.constantFrom('iter', 'hidden/kernel/m', '__proto__', 'x'),
      shape: fc.constantFrom([], [4, 3], [3]),
      dtype: fc.constantFrom('int32', 'float32'),
      group: fc.constant('optimizer'),
    });
    const weights = fc.uniqueArray(weight, { selector: ({ name }) => name, maxLength: 4 });
    fc.assert(
      fc.property(fc.oneof(config, known), weights, (trainingConfig, specs) => {
        const count = specs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
        const model = readArtifacts(
          {
            ...artifacts,
            trainingConfig,
            weightSpecs: [...artifacts.weightSpecs, ...specs],
            weightData: [artifacts.weightData, new ArrayBuffer(4 * count)],
          },
          refuseFor(undefined),
        );
        expect(model.tensors.size).toBe(7);
        expect(model.training?.slots.size ?? 0).toBe(0); // never as many as they must be
      }),
    );
  });

  it('is read by the longer names of TensorFlow 2.2, be one of them that of another layer', () => {
    const dense = { type: 'dense', units: 1, useBias: false } as const;
    const config = {
      type: 'sequential',
      inputShape: [1],
      layers: [
        { ...dense, name: 'a/b' },
        { ...dense, name: 'a' },
      ],
    };
    const kernel = (value: number) => ({ dtype: 'float32', shape: [1, 1], data: Float32Array.of(value) }) as const;
    const { weightSpecs, ...others } = encodeTfjsModel({
      config,
      tensors: [
        ['a/b/kernel', kernel(1)],
        ['a/kernel', kernel(2)],
      ],
    });
    const longer = weightSpecs.map((spec) => (spec.name === 'a/kernel' ? { ...spec, name: 'a/cell/kernel' } : spec));
    const { tensors } = readArtifacts({ ...others, weightSpecs: longer }, refuseFor(undefined));
    expect([...tensors.values()].map(({ data }) => data[0])).toEqual([1, 2]);
  });

  it('is refused with weights of another length', () => {
    for (const length of [0, 119, 121]) expect(attempt(json, new Uint8Array(length))).toBeUndefined();
  });

  it('is refused or soundly read, 100,000 mutated ones, and pollutes no prototype', () => {
    const before = Reflect.ownKeys(Object.prototype).length;
    const random = new RandomState(1);
    const pieces = [
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      '9',
      '-',
      '1e9',
      'null',
      'true',
      '"__proto__"',
      '\\',
      '[[',
      '\u00e9',
    ].map((piece) => new TextEncoder().encode(piece));
    const whole = [json, functional()];
    expect(read(whole[1]!)).toEqual(read(json));
    const counts = [0, 0];
    for (let i = 0; i < 100_000; i++) {
      const bytes = whole[i % 2]!.slice();
      for (let changes = random.randint(1, 3); changes > 0; changes--) {
        const [at, to] = [random.randint(0, bytes.length), random.randint(0, bytes.length)];
        const kind = random.randint(0, 3);
        if (kind === 0) bytes[at] = random.randint(32, 127);
        else if (kind === 1) bytes.copyWithin(at, to, to + random.randint(1, 20));
        else bytes.set(pieces[random.randint(0, pieces.length)]!.subarray(0, bytes.length - at), at);
      }
      const model = attempt(bytes);
      if (!model) continue;
      counts[i % 2]!++;
      for (const { shape, data } of model.tensors.values()) {
        if (data.length !== shape.reduce((a, b) => a * b, 1)) throw new Error('What was read is not sound.');
      }
    }
    expect(Math.min(...counts)).toBeGreaterThan(1000);
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
  }, 600_000);
});

describe('encodeTfjsModel', () => {
  const dense = { type: 'dense', name: 'out', units: 1, useBias: false };
  const config = { type: 'sequential', inputShape: [2], layers: [dense] };
  const kernel = zeros(2, 1);

  it.each([
    [{ ...config, type: 'graph' }, kernel, 'config.type must be "sequential", it is "graph"'],
    [{ ...config, layers: [{ ...dense, type: 'conv' }] }, kernel, 'layers[0].type must be one of activation, batch'],
    [{ ...config, layers: [dense, dense] }, kernel, 'two of its layers have one name'],
    [{ ...config, layers: [] }, kernel, 'it must have a layer, it has none'],
    [{ ...config, inputShape: [2, 2] }, kernel, 'units must be above 0, for an input of one dimension'],
    [{ ...config, layers: [{ ...dense, activation: 'rulu' }] }, kernel, 'activation must be leakyRelu or one of elu'],
    [
      { ...config, layers: [{ ...dense, activation: { type: 'gelu', approximate: true } }] },
      kernel,
      'activation.approximate must be false, Keras and TF.js load no other, it is true',
    ],
    [config, undefined, 'parameter "out/kernel" is missing'],
    [config, zeros(1, 2), 'parameter "out/kernel" must have shape [2, 1], it has [1, 2]'],
    [config, { ...kernel, dtype: 'int32', data: new Int32Array(2) } as const, 'must be float32, it is int32'],
  ])('refuses %#', (config, tensor, message) => {
    expect(() => encodeTfjsModel({ config, tensors: tensor ? [['out/kernel', tensor]] : [] })).toThrow(message);
  });
});

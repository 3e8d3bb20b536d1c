// Networks go to @tensorflow/tfjs-layers and come from it, and predict there what they predict here.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  decodeTfjsModel,
  encodeTfjsModel,
  readTfjsModel,
  type TfjsReadArtifacts,
  tfjsFolder,
  writeTfjsModel,
} from '@feedforward/checkpoint/tfjs';
import { ready } from '@feedforward/core';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type ActivationSpec,
  activation,
  activationNames,
  batchNormalization,
  dense,
  dropout,
  flatten,
  type InitialValues,
  type Layer,
  type Model,
  modelFromConfig,
  sequential,
} from '../src/index.ts';

beforeAll(() => ready());

const abalone = fileURLToPath(new URL('../../../../shared/fixtures/tfjs-abalone/model.json', import.meta.url));

/** Values from a normal distribution; those of moving variances are above 0. */
function randomValues(model: Model, random: RandomState): InitialValues {
  return new Map(
    model.parameters.map(({ name, shape }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const data = Float32Array.from({ length: size }, () => random.randn(1)[0]! / 2);
      return [name, { dtype: 'float32', shape, data: name.endsWith('Variance') ? data.map((x) => 0.1 + x * x) : data }];
    }),
  );
}

function batchOf(x: Float32Array, shape: readonly number[]): tf.Tensor {
  return tf.tensor(x, [x.length / shape.reduce((a, b) => a * b, 1), ...shape]);
}

function predict(model: Model, values: InitialValues, x: Float32Array): Float32Array {
  return tf.tidy(() => {
    const parameters = new Map(
      [...values].map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape], 'float32')]),
    );
    const batch = batchOf(x, model.inputShape);
    const context = { parameters, training: false, random: new RandomState(0), assign: () => {} };
    return Float32Array.from(model.apply(batch, context).dataSync());
  });
}

function predictThere(model: tfl.LayersModel, inputShape: readonly number[], x: Float32Array): Float32Array {
  return tf.tidy(() => {
    const y = model.predict(batchOf(x, inputShape));
    if (Array.isArray(y)) throw new Error('Cannot predict: one output was expected, found several.');
    return Float32Array.from(y.dataSync());
  });
}

function expectClose(actual: Float32Array, expected: Float32Array, tolerance = 1e-6): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)));
  }
}

const everyLayer: Layer[] = [
  flatten(),
  dense(7, { name: 'hidden1', activation: 'relu' }),
  batchNormalization({ name: 'norm', epsilon: 0.01 }),
  dropout(0.4),
  dense(5, { activation: { type: 'leakyRelu', alpha: 0.1 }, useBias: false }),
  activation({ type: 'leakyRelu', alpha: 0.3 }),
  batchNormalization({ center: false, scale: false }),
  activation('tanh'),
  dense(3, { name: 'outputs', activation: 'softmax' }),
];

const activations: readonly ActivationSpec[] = activationNames;

describe('encodeTfjsModel', () => {
  it.each([
    ['every layer', sequential(everyLayer, { inputShape: [2, 3] })],
    ['a flat input to flatten', sequential([flatten(), dense(2)], { inputShape: [4] })],
    [
      'a name that is taken',
      sequential([dense(2, { name: 'a', activation: 'leakyRelu' }), dense(2, { name: 'a_leaky_relu' })], {
        inputShape: [4],
      }),
    ],
    ...activations.map((spec): [string, Model] => [
      JSON.stringify(spec),
      sequential([dense(6, { activation: spec }), activation(spec)], { inputShape: [4] }),
    ]),
  ])('gives tfjs-layers a network that predicts the same: %s', async (_, model) => {
    const random = new RandomState(3);
    const values = randomValues(model, random);
    const x = Float32Array.from(random.randn(8 * model.inputShape.reduce((a, b) => a * b, 1)));
    const artifacts = encodeTfjsModel({ config: model.config!, tensors: values });
    const there = await tfl.loadLayersModel({ load: async () => artifacts });
    const expected = predict(model, values, x);
    expectClose(predictThere(there, model.inputShape, x), expected);
    there.dispose();

    const again = decodeTfjsModel(artifacts);
    expect(predict(modelFromConfig(again.config), again.tensors, x)).toEqual(expected);
  });
});

/** A network made by tfjs-layers, with moving moments that are not those it began with. */
function networkThere(): tfl.Sequential {
  const random = new RandomState(5);
  const { layers } = tfl;
  const model = tfl.sequential({
    layers: [
      layers.flatten({ inputShape: [2, 3] }),
      layers.dense({ units: 6, activation: 'elu' }),
      layers.batchNormalization({ momentum: 0.9 }),
      layers.leakyReLU({ alpha: 0.2 }),
      layers.dropout({ rate: 0.2 }),
      layers.dense({ units: 4, useBias: false }),
      layers.reLU(),
      layers.dense({ units: 3 }),
      layers.softmax(),
    ],
  });
  tf.tidy(() =>
    model.setWeights(
      model.getWeights().map(({ shape, size }) => tf.tensor(Float32Array.from(random.uniform(0.1, 1, size)), shape)),
    ),
  );
  return model;
}

/** What `model.save` gives. */
async function artifactsOf(model: tfl.LayersModel): Promise<TfjsReadArtifacts> {
  const saved: TfjsReadArtifacts[] = [];
  const modelArtifactsInfo = { dateSaved: new Date(), modelTopologyType: 'JSON' } as const;
  await model.save({
    save: async (artifacts) => {
      saved.push(artifacts);
      return { modelArtifactsInfo };
    },
  });
  return saved[0]!;
}

/** Its layers up to this one. */
function modelBetween({ inputs, layers }: tfl.LayersModel, count: number): tfl.LayersModel {
  const { output } = layers[count - 1]!;
  return tfl.model({ inputs, outputs: output });
}

/** The layers of that network, called one after the other. */
function functionalThere(): tfl.LayersModel {
  const there = networkThere();
  const inputs = tfl.input({ shape: [2, 3] });
  const outputs = there.layers.reduce<tfl.SymbolicTensor>((x, layer) => called(layer, x), inputs);
  return tfl.model({ inputs, outputs });
}

function called(layer: tfl.layers.Layer, x: tfl.SymbolicTensor | tfl.SymbolicTensor[]): tfl.SymbolicTensor {
  const y = layer.apply(x);
  if (y instanceof tfl.SymbolicTensor) return y;
  throw new Error('Cannot call the layer: a symbolic tensor was expected.');
}

describe('decodeTfjsModel', () => {
  it('reads what model.save gives, and predicts the same', async () => {
    const there = networkThere();
    const { config, tensors } = decodeTfjsModel(await artifactsOf(there));
    const x = Float32Array.from(new RandomState(6).randn(48));
    expectClose(predict(modelFromConfig(config), tensors, x), predictThere(there, [2, 3], x));
    there.dispose();
  });

  it.each([
    ['of layers that are called', functionalThere],
    ['between the tensors of another', () => modelBetween(networkThere(), 9)],
    ['that ends within another', () => modelBetween(networkThere(), 6)],
  ])('reads what a functional model saves, %s, and predicts the same', async (_, make) => {
    const there = make();
    const artifacts = await artifactsOf(there);
    expect(artifacts.modelTopology).toMatchObject({ class_name: 'Model' });
    const { config, tensors } = decodeTfjsModel(artifacts);
    const x = Float32Array.from(new RandomState(6).randn(48));
    expectClose(predict(modelFromConfig(config), tensors, x), predictThere(there, [2, 3], x));
    there.dispose();
  });

  it('refuses what is no chain of layers', async () => {
    const { layers } = tfl;
    const dense = (name: string) => layers.dense({ name, units: 2 });
    const inputs = tfl.input({ shape: [2] });
    const shared = dense('shared');
    const a = called(dense('a'), inputs);
    const sum = called(layers.add({ name: 'sum' }), [a, called(dense('b'), inputs)]);
    const nested = tfl.sequential({ name: 'nested', layers: [layers.dense({ units: 2, inputShape: [2] })] });
    const graphs: [tfl.SymbolicTensor | tfl.SymbolicTensor[], string][] = [
      [sum, '"a" and "b" both come after "input'],
      [called(layers.add({ name: 'twice' }), [a, a]), '"twice" takes 2 inputs'],
      [called(shared, called(shared, inputs)), '"shared" is called 2 times'],
      [[a, called(dense('c'), a)], 'it has 2 outputs: "a", "c"'],
      [called(nested, inputs), 'its layer "nested" is a model of its own, Sequential'],
    ];
    for (const [outputs, message] of graphs) {
      const artifacts = await artifactsOf(tfl.model({ inputs, outputs }));
      expect(() => decodeTfjsModel(artifacts)).toThrow(message);
    }
  });

  it('reads weights that were quantized', () => {
    const modelTopology = encodeTfjsModel({
      config: sequential([dense(2, { name: 'a' })], { inputShape: [1] }).config!,
      tensors: sequential([dense(2, { name: 'a' })], { inputShape: [1] }).initialize(new RandomState(1)),
    }).modelTopology;
    const { tensors } = decodeTfjsModel({
      modelTopology,
      weightSpecs: [
        {
          name: 'a/cell/kernel',
          shape: [1, 2],
          dtype: 'float32',
          quantization: { dtype: 'uint8', scale: 0.5, min: -1 },
        },
        { name: 'a/bias', shape: [2], dtype: 'float32', quantization: { dtype: 'float16' } },
      ],
      weightData: [Uint8Array.of(0, 255).buffer, Uint16Array.of(0x3c00, 0xc000).buffer],
    });
    expect(tensors.get('a/kernel')?.data).toEqual(Float32Array.of(-1, 126.5));
    expect(tensors.get('a/bias')?.data).toEqual(Float32Array.of(1, -2));
  });
});

describe('files', () => {
  it('are written for tfjs-layers, which saves them again, optimizer and all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tfjs-'));
    try {
      // Not every layer: tfjs-layers cannot train a batch normalization without gamma.
      const model = sequential([...everyLayer.slice(0, 6), dense(3)], { inputShape: [2, 3] });
      const values = randomValues(model, new RandomState(7));
      const x = Float32Array.from(new RandomState(8).randn(24));
      await writeTfjsModel(join(folder, 'ours'), { config: model.config!, tensors: values });
      expect((await readTfjsModel(join(folder, 'ours', 'model.json'))).tensors).toEqual(values);

      const there = await tfl.loadLayersModel(tfjsFolder(join(folder, 'ours')));
      expectClose(predictThere(there, [2, 3], x), predict(model, values, x));
      vi.spyOn(Math, 'random').mockReturnValue(0.5); // by which tfjs-layers shuffles, and seeds dropout
      there.compile({ optimizer: tf.train.adam(0.5), loss: 'meanSquaredError' });
      await there.fit(tf.tensor(x, [4, 2, 3]), tf.zeros([4, 3]), { epochs: 1, verbose: 0 });
      const trained = predictThere(there, [2, 3], x);
      await there.save(tfjsFolder(join(folder, 'theirs')), { includeOptimizer: true });

      const { config, tensors, optimizerWeights } = await readTfjsModel(join(folder, 'theirs', 'model.json'));
      expectClose(predict(modelFromConfig(config), tensors, x), trained);
      expect(optimizerWeights.get('iter')?.data).toEqual(Int32Array.of(1));
      const slots = ['iter', ...['m', 'v'].flatMap((slot) => new Array<string>(7).fill(slot))]; // 7 parameters
      expect([...optimizerWeights.keys()].map((name) => name.split('/').at(-1))).toEqual(slots);
      expect([...optimizerWeights.values()][1]?.shape).toEqual([6, 7]);
      const again = await tfl.loadLayersModel(tfjsFolder(join(folder, 'theirs')));
      expect(predictThere(again, [2, 3], x)).toEqual(trained);
      expect(again.optimizer.getClassName()).toBe('Adam');
    } finally {
      vi.restoreAllMocks();
      await rm(folder, { recursive: true });
    }
  });

  it.skipIf(!existsSync(abalone))('of abalone (skipped where the fixture is not) give 11.6215', async () => {
    const { config, tensors } = await readTfjsModel(abalone);
    const y = predict(modelFromConfig(config), tensors, new Float32Array(8).fill(1));
    expect(y).toHaveLength(1);
    expect(y[0]).toBeCloseTo(11.6215, 4);
  });
});

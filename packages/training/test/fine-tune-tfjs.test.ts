// Classifiers of tfjs-layers are scored and trained on as there, and written back for it to go on with.
import { decodeTfjsModel, encodeTfjsModel, type TfjsReadArtifacts } from '@feedforward/checkpoint/tfjs';
import { expectClose } from '@feedforward/contracts';
import { ready } from '@feedforward/core';
import { loadIris } from '@feedforward/datasets';
import { dense, modelFromConfig, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import {
  type Loss,
  lossFromConfig,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from '@feedforward/metrics/losses';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { adam, gradientDescent, Trainer } from '../src/index.ts';

beforeAll(() => ready());

const { features, labels: species } = loadIris();
const isSetosa = Int32Array.from(species, (label) => Number(label === 0));
const x = () => tf.tensor2d(features.toFloat32(), [150, 4]);
const ofSpecies = () => tf.tensor2d(Float32Array.from(species), [150, 1]);
const ofSetosa = () => tf.tensor2d(Float32Array.from(isSetosa), [150, 1]);

async function saved(model: tfl.LayersModel, includeOptimizer = true): Promise<TfjsReadArtifacts> {
  const found: TfjsReadArtifacts[] = [];
  const save = async (artifacts: TfjsReadArtifacts) => {
    found.push(artifacts);
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } };
  };
  await model.save({ save }, { includeOptimizer });
  return found[0]!;
}

const last = (units: number, activation: 'sigmoid' | 'softmax') => {
  const first = { units: 8, activation: 'relu' as const, inputShape: [4], name: 'hidden' };
  const seeded = (seed: number) => ({ kernelInitializer: tfl.initializers.glorotUniform({ seed }) });
  return tfl.sequential({
    layers: [
      tfl.layers.dense({ ...first, ...seeded(1) }),
      tfl.layers.dense({ units, activation, name: 'outputs', ...seeded(2) }),
    ],
  });
};

const asOwn =
  (loss: Loss): Loss =>
  (...batch) =>
    loss(...batch);

/** Loss and accuracy there. */
async function scoredThere(model: tfl.LayersModel, y: tf.Tensor): Promise<number[]> {
  const scalars = model.evaluate(x(), y, { batchSize: 150 });
  return Promise.all([scalars].flat().map(async (scalar) => (await scalar.data())[0]!));
}

const kinds = [
  ...(['compiled', 'autodiff'] as const).map(
    (kind) => [kind, 'sparseCategoricalCrossentropy', last.bind(null, 3, 'softmax'), ofSpecies, species] as const,
  ),
  ...(['compiled', 'autodiff'] as const).map(
    (kind) => [kind, 'binaryCrossentropy', last.bind(null, 1, 'sigmoid'), ofSetosa, isSetosa] as const,
  ),
];

describe('a classifier of tfjs-layers', () => {
  it.each(kinds)('is scored, trained on and written back: %s, %s', async (kind, loss, make, y, labels) => {
    const there = make();
    there.compile({ optimizer: tf.train.sgd(0.05), loss, metrics: ['accuracy'] });
    const fit = { epochs: 10, batchSize: 150, shuffle: false, verbose: 0 } as const;
    await there.fit(x(), y(), fit);

    const read = decodeTfjsModel(await saved(there));
    const made = lossFromConfig(read.loss!);
    const trainer = new Trainer(modelFromConfig(read.config), {
      ...{ loss: kind === 'compiled' ? made : asOwn(made), metrics: { accuracy: accuracy() } },
      optimizer: gradientDescent({ learningRate: 0.05 }),
    });
    expect([trainer.plan.kind, trainer.outputKind]).toEqual([kind, 'probabilities']);
    trainer.setParameters(read.tensors);
    const scoredHere = async () => Object.values(await trainer.evaluate({ features, labels }));
    expectClose(await scoredHere(), await scoredThere(there, y()), { relative: 1e-5 });

    await there.fit(x(), y(), fit);
    for (let step = 0; step < 10; step++) await trainer.step({ features, labels });
    const after = decodeTfjsModel(await saved(there)).tensors;
    for (const [name, { data }] of trainer.parameters()) {
      expectClose(data, after.get(name)!.data, { relative: 1e-4, absolute: 1e-5 });
    }

    const { globalStep, slots } = trainer.state();
    const training = {
      loss: read.loss!,
      optimizer: gradientDescent({ learningRate: 0.05 }).config!,
      globalStep,
      slots,
    };
    const artifacts = encodeTfjsModel({ config: read.config, tensors: trainer.parameters() }, { training });
    expect(decodeTfjsModel(artifacts).config).toEqual(read.config);
    const back = await tfl.loadLayersModel({ load: async () => artifacts });
    back.compile({ optimizer: tf.train.sgd(0.05), loss: back.loss, metrics: ['accuracy'] });
    expectClose(await scoredThere(back, y()), await scoredHere(), { relative: 1e-5 });
    await back.fit(x(), y(), fit);
    for (let step = 0; step < 10; step++) await trainer.step({ features, labels });
    expectClose(await scoredThere(back, y()), await scoredHere(), { relative: 1e-4 });
    there.dispose();
    back.dispose();
  });
});

describe('a classifier of logits, written with the loss it was trained on', () => {
  it.each([
    ['sparseCategoricalCrossentropy', sparseSoftmaxCrossEntropy(), 3, species, ofSpecies],
    ['binaryCrossentropy', sigmoidCrossEntropy(), 1, isSetosa, ofSetosa],
  ] as const)('is given probabilities for tfjs-layers to train on: %s', async (name, loss, units, labels, y) => {
    const layers = [dense(8, { name: 'hidden', activation: 'relu' }), dense(units, { name: 'outputs' })];
    const optimizer = adam({ learningRate: 0.01 });
    const trainer = new Trainer(sequential(layers, { inputShape: [4] }), { loss, optimizer, seed: 1 });
    const train = async () => {
      for (let step = 0; step < 5; step++) await trainer.step({ features, labels });
    };
    await train();
    const { globalStep, slots } = trainer.state();
    const training = { loss: loss.config!, optimizer: optimizer.config!, globalStep, slots };
    const source = { config: trainer.model.config!, tensors: trainer.parameters() };
    const artifacts = encodeTfjsModel(source, { training });
    expect(artifacts).toMatchObject({ trainingConfig: { loss: name } });
    expect(encodeTfjsModel(source, { training: { ...training, loss: name } }).modelTopology).toEqual(
      artifacts.modelTopology,
    );

    const there = await tfl.loadLayersModel({ load: async () => artifacts });
    await there.fit(x(), y(), { epochs: 5, batchSize: 150, shuffle: false, verbose: 0 });
    await train();
    const back = decodeTfjsModel(await saved(there));
    const here = new Map(trainer.parameters());
    for (const [key, { data }] of here) {
      expectClose(back.tensors.get(key)!.data, data, { relative: 1e-3, absolute: 1e-4 });
    }

    const again = new Trainer(modelFromConfig(back.config), { loss: lossFromConfig(back.loss!), optimizer });
    again.setParameters(trainer.parameters());
    expect(again.outputKind).toBe('probabilities');
    expect((await again.evaluate({ features, labels })).loss).toBe((await trainer.evaluate({ features, labels })).loss);
    there.dispose();
  });

  it('is refused a loss that tfjs-layers does not have', () => {
    const config = { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'out', units: 1 }] };
    const tensors = [
      ['out/kernel', { dtype: 'float32', shape: [2, 1], data: new Float32Array(2) }],
      ['out/bias', { dtype: 'float32', shape: [1], data: new Float32Array(1) }],
    ] as const;
    const optimizer = gradientDescent().config!;
    const write = (loss: { type: string; reduction: 'mean' | 'sum' }) =>
      encodeTfjsModel({ config, tensors }, { training: { loss, optimizer, globalStep: 0, slots: new Map() } });
    expect(() => write({ type: 'hinge', reduction: 'mean' })).toThrow('TF.js has no loss like "hinge"');
    expect(() => write({ type: 'sigmoidCrossEntropy', reduction: 'sum' })).toThrow('losses are means');
    expect(() => write(softmaxCrossEntropy().config!)).not.toThrow();
  });
});

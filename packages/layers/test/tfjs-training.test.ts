// What optimizers keep goes to tfjs-layers, which trains on, and comes back.
import type { TensorData } from '@feedforward/checkpoint';
import {
  decodeTfjsModel,
  encodeTfjsModel,
  type TfjsReadArtifacts,
  type TfjsTraining,
} from '@feedforward/checkpoint/tfjs';
import { ready } from '@feedforward/core';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => ready());

const config = {
  type: 'sequential',
  inputShape: [3],
  layers: [
    { type: 'dense', name: 'hidden', units: 4, activation: 'relu', useBias: true },
    { type: 'batchNormalization', name: 'norm', momentum: 0.9, epsilon: 0.01, center: true, scale: true },
    { type: 'dense', name: 'frozen', units: 4, activation: 'tanh', useBias: true, trainable: false },
    { type: 'dense', name: 'out', units: 2, activation: 'linear', useBias: false },
  ],
};
const trained = {
  'hidden/kernel': [3, 4],
  'hidden/bias': [4],
  'norm/gamma': [4],
  'norm/beta': [4],
  'out/kernel': [4, 2],
};
const untrained = { 'norm/movingMean': [4], 'norm/movingVariance': [4], 'frozen/kernel': [4, 4], 'frozen/bias': [4] };

function randomTensors(shapes: Readonly<Record<string, number[]>>, seed: number, ending = ''): [string, TensorData][] {
  const random = new RandomState(seed);
  return Object.entries(shapes).map(([name, shape]) => {
    const data = Float32Array.from(
      random.uniform(
        0.1,
        1,
        shape.reduce((a, b) => a * b, 1),
      ),
    );
    return [name + ending, { dtype: 'float32', shape, data }];
  });
}

const source = { config, tensors: [...randomTensors(trained, 1), ...randomTensors(untrained, 2)] };

const optimizers: readonly (readonly [optimizer: TfjsTraining['optimizer'], slots: readonly string[]])[] = [
  [{ type: 'gradientDescent', learningRate: 0.1 }, []],
  [{ type: 'momentum', learningRate: 0.1, momentum: 0.8 }, ['velocity']],
  [{ type: 'nesterov', learningRate: 0.1, momentum: 0.8 }, ['velocity']],
  [{ type: 'adagrad', learningRate: 0.1, initialAccumulator: 0.2 }, ['accumulator']],
  [{ type: 'rmsprop', learningRate: 0.1, rho: 0.8, epsilon: 1e-6 }, ['meanSquare']],
  [{ type: 'adam', learningRate: 0.1, beta1: 0.8, beta2: 0.99, epsilon: 1e-6 }, ['m', 'v']],
];

async function saved(model: tfl.LayersModel): Promise<TfjsReadArtifacts> {
  const all: TfjsReadArtifacts[] = [];
  const save = async (artifacts: TfjsReadArtifacts) => {
    all.push(artifacts);
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } };
  };
  await model.save({ save }, { includeOptimizer: true });
  return all[0]!;
}

describe("an optimizer's slots", () => {
  it.each(optimizers)('go to tfjs-layers and come back: $type', async (optimizer, names) => {
    const slots = new Map(names.flatMap((name, i) => randomTensors(trained, 3 + i, `/${name}`)));
    const training = { loss: 'meanSquaredError', optimizer, globalStep: 7, slots };
    const artifacts = encodeTfjsModel(source, { training });
    expect(decodeTfjsModel(artifacts).training).toEqual(training);

    const there = await tfl.loadLayersModel({ load: async () => artifacts });
    const again = decodeTfjsModel(await saved(there)).training!;
    expect(again).toEqual({ ...training, loss: again.loss });
    expect(again.loss.replaceAll('_', '')).toBe(training.loss.toLowerCase());

    // There it trains on by one step, and every slot is still that of its own parameter.
    await there.fit(tf.ones([4, 3]), tf.zeros([4, 2]), { epochs: 1, shuffle: false, verbose: 0 });
    const after = decodeTfjsModel(await saved(there));
    expect(after.training?.globalStep).toBe(8);
    expect([...after.training!.slots.keys()].sort()).toEqual([...slots.keys()].sort());
    there.dispose();
  });

  it('train on there as the rule says', async () => {
    const velocity = new Map(randomTensors(trained, 3, '/velocity'));
    const optimizer = { type: 'momentum', learningRate: 0.1, momentum: 0.8 };
    const training = { loss: 'meanSquaredError', optimizer, globalStep: 7, slots: velocity };
    const there = await tfl.loadLayersModel({ load: async () => encodeTfjsModel(source, { training }) });
    await there.fit(tf.ones([4, 3]), tf.zeros([4, 2]), { epochs: 1, shuffle: false, verbose: 0 });
    const { tensors, training: after } = decodeTfjsModel(await saved(there));
    const before = new Map(source.tensors);
    for (const name of Object.keys(trained)) {
      const [old, now] = [before.get(name)!.data, tensors.get(name)!.data];
      after!.slots.get(`${name}/velocity`)!.data.forEach((value, i) => {
        expect(now[i]!).toBeCloseTo(Number(old[i]) - 0.1 * Number(value), 5); // w ← w − rate · v
      });
    }
    there.dispose();
  });

  it('are none before the first step', async () => {
    const optimizer = { type: 'adam', learningRate: 0.1 };
    const training = {
      loss: 'meanSquaredError',
      optimizer: { ...optimizer, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      globalStep: 0,
      slots: new Map(),
    };
    const there = await tfl.loadLayersModel({ load: async () => encodeTfjsModel(source, { training }) });
    await there.fit(tf.ones([4, 3]), tf.zeros([4, 2]), { epochs: 1, shuffle: false, verbose: 0 });
    expect(decodeTfjsModel(await saved(there)).training?.slots.size).toBe(10);
    there.dispose();
  });

  it.each([
    [{ type: 'ftrl', learningRate: 0.1 }, 'training.optimizer.type must be one of gradientDescent, momentum'],
    [{ type: 'momentum', learningRate: { type: 'exponentialDecay' }, momentum: 0.9 }, 'learningRate must be a number'],
    [{ type: 'momentum', learningRate: 0.1, momentum: 0.9 }, 'parameter "hidden/bias/velocity" is missing'],
  ])('are refused where TF.js has no such thing: %#', (optimizer, message) => {
    const slots = new Map(randomTensors({ 'hidden/kernel': [3, 4] }, 1, '/velocity'));
    const training = { loss: 'meanSquaredError', optimizer, globalStep: 1, slots };
    expect(() => encodeTfjsModel(source, { training })).toThrow(`Cannot write the TF.js model: `);
    expect(() => encodeTfjsModel(source, { training })).toThrow(message);
  });
});

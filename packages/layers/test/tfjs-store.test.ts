// tfjs-layers saves to a store of checkpoints, and loads from it.
import { CheckpointStore, memoryStorage } from '@feedforward/checkpoint';
import { tfjsStore } from '@feedforward/checkpoint/tfjs';
import { ready } from '@feedforward/core';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => ready());

const x = Float32Array.from(new RandomState(1).randn(12));

function predict(model: tfl.LayersModel): Float32Array {
  return tf.tidy(() => {
    const y = model.predict(tf.tensor(x, [4, 3]));
    if (Array.isArray(y)) throw new Error('Cannot predict: one output was expected, found several.');
    return Float32Array.from(y.dataSync());
  });
}

function makeModel(seed: number): tfl.Sequential {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed });
  const { layers } = tfl;
  return tfl.sequential({
    layers: [
      layers.dense({ units: 4, inputShape: [3], activation: 'relu', kernelInitializer }),
      layers.batchNormalization(),
      layers.dense({ units: 2, kernelInitializer }),
    ],
  });
}

describe('tfjsStore', () => {
  it('keeps models as checkpoints, of which the latest, the best or one of a step is loaded', async () => {
    const store = await CheckpointStore.open(memoryStorage(), { keepCheckpointMax: 2 });
    const models = [1, 2, 3].map(makeModel);
    for (const [i, model] of models.entries()) await model.save(tfjsStore(store, { score: 1 / (i + 1) }));
    expect((await store.list()).map(({ step }) => step)).toEqual([0, 1, 2]); // the first is the best
    for (const [which, model] of [
      ['latest', models[2]!],
      ['best', models[0]!],
      [{ step: 1 }, models[1]!],
    ] as const) {
      const loaded = await tfl.loadLayersModel(tfjsStore(store, { which }));
      expect(predict(loaded)).toEqual(predict(model));
    }
    await models[0]!.save(tfjsStore(store, { step: 100 }));
    expect((await store.latest())?.step).toBe(100);
  });

  it('opens a storage for each save and load, and keeps the optimizer', async () => {
    const storage = memoryStorage();
    const model = makeModel(4);
    model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' });
    await model.fit(tf.tensor(x, [4, 3]), tf.zeros([4, 2]), { epochs: 2, shuffle: false, verbose: 0 });
    await model.save(tfjsStore(storage), { includeOptimizer: true });
    const loaded = await tfl.loadLayersModel(tfjsStore(storage));
    expect(predict(loaded)).toEqual(predict(model));
    const kept = async ({ optimizer }: tfl.LayersModel) =>
      (await optimizer.getWeights()).map(({ tensor }) => [tensor.shape, ...tensor.dataSync()]);
    expect(await kept(loaded)).toEqual(await kept(model));
    expect((await kept(loaded)).length).toBe(13); // the step, and two slots of six parameters
  });

  it('goes back to the checkpoint before a damaged one', async () => {
    const storage = memoryStorage();
    const damaged: string[] = [];
    const store = await CheckpointStore.open(storage, { onDamaged: ({ name }) => damaged.push(name) });
    const models = [5, 6].map(makeModel);
    for (const model of models) await model.save(tfjsStore(store));
    const bytes = await storage.read('model.ckpt-1.safetensors');
    bytes[bytes.length - 1]! ^= 1;
    await storage.write('model.ckpt-1.safetensors', bytes);
    expect(predict(await tfl.loadLayersModel(tfjsStore(store)))).toEqual(predict(models[0]!));
    expect(damaged).toEqual(['model.ckpt-1.safetensors']);
  });

  it('says so where there is none, or another one', async () => {
    const store = await CheckpointStore.open(memoryStorage());
    await expect(tfjsStore(store).load()).rejects.toThrow('the store has no checkpoint to choose from');
    await store.save(7, { tensors: [] });
    await expect(tfjsStore(store).load()).rejects.toThrow(
      'Cannot load checkpoint "model.ckpt-7.safetensors" as a TF.js model: it must have a text "tfjs"',
    );
  });
});

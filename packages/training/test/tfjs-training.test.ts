// A network that was trained here is trained on by tfjs-layers, as it would be here, and comes back.
import { decodeTfjsModel, encodeTfjsModel, type TfjsReadArtifacts } from '@feedforward/checkpoint/tfjs';
import { expectClose } from '@feedforward/contracts';
import { ready } from '@feedforward/core';
import { Dataset, Matrix } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { meanSquaredError } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { adagrad, adam, gradientDescent, momentum, nesterov, type Optimizer, rmsprop, Trainer } from '../src/index.ts';

beforeAll(() => ready());

const random = new RandomState(1);
const x = Float32Array.from(random.randn(60));
const y = Float32Array.from(random.randn(40));
const rows = (data: Float32Array, width: number) =>
  Matrix.from(Array.from({ length: data.length / width }, (_, i) => data.subarray(i * width, (i + 1) * width)));
const data = new Dataset({ features: rows(x, 3), labels: rows(y, 2) });

function makeTrainer(optimizer: Optimizer): Trainer {
  const layers = [dense(8, { name: 'hidden', activation: 'tanh' }), dense(2, { name: 'out' })];
  return new Trainer(sequential(layers, { inputShape: [3] }), { loss: meanSquaredError(), optimizer, seed: 1 });
}

/** So many steps more, of all the data. */
async function train(trainer: Trainer, steps: number): Promise<void> {
  for (let i = 0; i < steps; i++) await trainer.step({ features: data.features, labels: data.labels });
}

describe('tfjs-layers trains on', () => {
  it.each([
    ['gradientDescent', gradientDescent({ learningRate: 0.05 })],
    ['momentum', momentum({ learningRate: 0.05, momentum: 0.8 })],
    ['nesterov', nesterov({ learningRate: 0.05, momentum: 0.8 })],
    ['adagrad', adagrad({ learningRate: 0.05 })],
    ['rmsprop', rmsprop({ learningRate: 0.01 })],
    ['adam', adam({ learningRate: 0.01 })],
  ])('with what %s kept', async (_, optimizer) => {
    const trainer = makeTrainer(optimizer);
    await train(trainer, 5);
    const { globalStep, slots } = trainer.state();
    const training = { loss: 'meanSquaredError', optimizer: optimizer.config!, globalStep, slots };
    const artifacts = encodeTfjsModel({ config: trainer.model.config!, tensors: trainer.parameters() }, { training });
    const there = await tfl.loadLayersModel({ load: async () => artifacts });
    await there.fit(tf.tensor(x, [20, 3]), tf.tensor(y, [20, 2]), {
      epochs: 3,
      batchSize: 20,
      shuffle: false,
      verbose: 0,
    });
    const saved: TfjsReadArtifacts[] = [];
    const save = async (artifacts: TfjsReadArtifacts) => {
      saved.push(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } };
    };
    await there.save({ save }, { includeOptimizer: true });
    there.dispose();

    await train(trainer, 3);
    const back = decodeTfjsModel(saved[0]!);
    const here = trainer.state();
    expect(back.training?.globalStep).toBe(here.globalStep);
    for (const [name, { data }] of here.parameters) {
      expectClose(back.tensors.get(name)!.data, data, { relative: 1e-4, absolute: 1e-5 });
    }
    expect([...back.training!.slots.keys()].sort()).toEqual([...here.slots.keys()].sort());
    for (const [name, { data }] of here.slots) {
      expectClose(Float32Array.from(back.training!.slots.get(name)!.data, Number), data, {
        relative: 1e-4,
        absolute: 1e-5,
      });
    }
    trainer.dispose();
  });
});

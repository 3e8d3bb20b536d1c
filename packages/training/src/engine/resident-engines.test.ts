import { ready } from '@feedforward/core';
import { startKernels } from '@feedforward/core/kernels';
import { loadIris } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { type Loss, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adam } from '../optimizers/adam.ts';
import { Trainer } from '../trainer.ts';

const kernels = await startKernels();
await ready();
const iris = loadIris();
const compiled = sparseSoftmaxCrossEntropy();
const own: Loss = (outputs, labels, weights) => compiled(outputs, labels, weights);

const trainerOf = (loss: Loss, units: number, seed: number) =>
  new Trainer(sequential([dense(units, { activation: 'relu' }), dense(3)], { inputShape: [4] }), {
    ...{ loss, optimizer: adam(), seed },
  });

/** Of all memory that engines compute in. */
const memory = () => kernels.floats(0, 1).buffer.byteLength + tf.memory().numBytes;

async function trainMany(count: number, loss: Loss, units: number): Promise<number> {
  for (let seed = 0; seed < count; seed++) await trainerOf(loss, units, seed).step(iris.slice(0, 10));
  return memory();
}

describe.each([
  ['compiled', compiled],
  ['autodiff', own],
] as const)('%s trainers that nobody disposes of', (_, loss) => {
  it.each([
    ['small', 10, 300],
    ['of 2 MB', 20_000, 80],
  ])('take bounded memory: %s', async (_, units, count) => {
    const tensors = () => tf.memory().numTensors;
    const few = await trainMany(40, loss, units);
    const [memoryOfFew, tensorsOfFew] = [few, tensors()];
    expect(await trainMany(count, loss, units)).toBeLessThanOrEqual(1.5 * memoryOfFew);
    expect(tensors()).toBeLessThanOrEqual(tensorsOfFew);
  });

  it('compute what they would have by themselves, however many take turns', async () => {
    const alone = trainerOf(loss, 10, 0);
    const together = Array.from({ length: 40 }, (_, seed) => trainerOf(loss, 10, seed));
    for (let step = 0; step < 3; step++) {
      const batch = iris.slice(step * 10, step * 10 + 10);
      await alone.step(batch);
      // At once: each has its turn between another's beginning and its computing.
      await Promise.all(together.map((trainer) => trainer.step(batch)));
    }
    expect(together[0]!.parameters()).toEqual(alone.parameters());
    expect((await together[0]!.predict(iris.features)).data).toEqual((await alone.predict(iris.features)).data);
  });
});

import { type CheckpointStorage, CheckpointStore, memoryStorage } from '@feedforward/checkpoint';
import { Dataset, loadIris } from '@feedforward/datasets';
import { dense, dropout, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adam } from '../optimizers/adam.ts';
import { momentum } from '../optimizers/momentum.ts';
import { restoreCheckpoint } from '../state/restore-checkpoint.ts';
import { Trainer } from '../trainer.ts';
import { type SaveCheckpointsOptions, saveCheckpoints } from './save-checkpoints.ts';

const iris = loadIris().shuffle(new RandomState(0));
const make = (optimizer = adam({ learningRate: 0.01 })): Trainer =>
  new Trainer(sequential([dense(8, { activation: 'relu' }), dropout(0.3), dense(3)], { inputShape: [4] }), {
    loss: sparseSoftmaxCrossEntropy(),
    optimizer,
    metrics: { accuracy: accuracy() },
    seed: 42,
  });
/** Three steps each. */
const epochs = { epochs: 3, batchSize: 50 };

let storage: CheckpointStorage;
let store: CheckpointStore;
beforeEach(async () => {
  storage = memoryStorage();
  store = await CheckpointStore.open(storage, { keepCheckpointMax: 0 });
});
afterEach(() => {
  vi.restoreAllMocks();
});
const steps = async (): Promise<number[]> => (await store.list()).map(({ step }) => step);

describe('saveCheckpoints', () => {
  it.each<[SaveCheckpointsOptions, number[]]>([
    [{}, [3, 6, 9]],
    [{ everySteps: 2 }, [2, 4, 6, 8, 9]],
    [{ everySteps: 2, background: false }, [2, 4, 6, 8, 9]],
    [{ everySteps: 100 }, [9]],
    [{ everySeconds: 1e-9 }, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [{ everySeconds: 1e9 }, [9]],
    [{ monitor: 'valAccuracy' }, [3, 6, 9]],
    [{ monitor: 'loss', everySteps: 4 }, [3, 4, 6, 8, 9]],
  ])('with %o saves at steps %o', async (options, expected) => {
    await make()
      .fit(iris, { ...epochs, validation: iris, callbacks: [saveCheckpoints(store, options)] })
      .done();
    expect(await steps()).toEqual(expected);
  });

  it('scores them by a log, and the store tells the best so far in each', async () => {
    const history = await make()
      .fit(iris, { ...epochs, validation: iris, callbacks: [saveCheckpoints(store, { monitor: 'valAccuracy' })] })
      .done();
    expect((await store.list()).map(({ score }) => score)).toEqual(history.logs.valAccuracy);
    const { best } = (await store.restore())!.metadata;
    expect(JSON.parse(best!).score).toBe(Math.max(...history.logs.valAccuracy!));
  });

  it('adds texts, beside those that tell of the network and the recipe', async () => {
    await make()
      .fit(iris, { ...epochs, callbacks: [saveCheckpoints(store, { metadata: { note: 'mine' } })] })
      .done();
    const { metadata } = (await store.restore())!;
    expect(metadata.note).toBe('mine');
    expect(JSON.parse(metadata.model!).layers).toHaveLength(3);
    expect(JSON.parse(metadata.recipe!)).toEqual({
      loss: { type: 'sparseSoftmaxCrossEntropy', reduction: 'mean' },
      optimizer: { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      seed: 42,
    });
  });

  it('changes nothing in the training', async () => {
    const [plain, saving] = [make(), make()];
    await plain.fit(iris, epochs).done();
    await saving.fit(iris, { ...epochs, callbacks: [saveCheckpoints(store, { everySteps: 1 })] }).done();
    expect(saving.state()).toEqual(plain.state());
  });

  it('saves where training is broken off', async () => {
    const controller = new AbortController();
    const abort = { onBatchEnd: () => controller.abort() };
    const fit = make().fit(iris, {
      ...epochs,
      signal: controller.signal,
      callbacks: [saveCheckpoints(store, { everySteps: 100 }), abort],
    });
    await expect(fit.done()).rejects.toThrow(/abort/i);
    expect(await steps()).toEqual([1]);
  });

  it.each([true, false])('ends training if it cannot save: in the background %s', async (background) => {
    vi.spyOn(storage, 'write').mockRejectedValue(new Error('Cannot write: the disk is full.'));
    const trainer = make();
    const fit = trainer.fit(iris, { ...epochs, callbacks: [saveCheckpoints(store, { everySteps: 1, background })] });
    await expect(fit.done()).rejects.toThrow('Cannot write: the disk is full.');
    expect(trainer.globalStep).toBeLessThan(4);
  });

  it('tries once more at the end, and is content if that succeeds', async () => {
    const { write } = storage;
    let isFull = true;
    storage.write = (name, bytes) => (isFull ? Promise.reject(new Error('the disk is full')) : write(name, bytes));
    const free = {
      onTrainEnd: () => {
        isFull = false;
      },
    };
    const saving = saveCheckpoints(store, { everySteps: 9 });
    await make()
      .fit(iris, { ...epochs, callbacks: [free, saving] })
      .done();
    expect(await steps()).toEqual([9]);
  });

  it('refuses options out of range, and a log that is not kept', async () => {
    expect(() => saveCheckpoints(store, { everySteps: 0 })).toThrow(
      'Cannot save checkpoints: everySteps must be a whole number, 1 or more; it is 0.',
    );
    expect(() => saveCheckpoints(store, { everySeconds: -1 })).toThrow('everySeconds must be above 0; it is -1');
    const fit = make().fit(iris, { callbacks: [saveCheckpoints(store, { monitor: 'valLoss' })] });
    await expect(fit.done()).rejects.toThrow(
      'Cannot score checkpoints by "valLoss": the logs of this training are loss, accuracy.',
    );
  });
});

describe('restoreCheckpoint', () => {
  it('leaves the trainer as it is where there is none', async () => {
    const trainer = make();
    const before = trainer.state();
    expect(await restoreCheckpoint(trainer, store)).toBeUndefined();
    expect(trainer.state()).toEqual(before);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('goes on from step %i to the very bits', async (stopAtStep) => {
    const whole = make();
    await whole.fit(iris, epochs).done();
    await make()
      .fit(iris, { ...epochs, stopAtStep, callbacks: [saveCheckpoints(store)] })
      .done();
    const second = make();
    expect((await restoreCheckpoint(second, store))?.step).toBe(stopAtStep);
    await second.fit(iris, epochs).done();
    expect(second.state()).toEqual(whole.state());
  });

  it('takes the best, or one of a step', async () => {
    const trainer = make();
    await trainer
      .fit(iris, { ...epochs, validation: iris, callbacks: [saveCheckpoints(store, { monitor: 'valAccuracy' })] })
      .done();
    const best = await restoreCheckpoint(trainer, store, 'best');
    expect((await trainer.evaluate(iris)).accuracy).toBe(best!.score);
    await restoreCheckpoint(trainer, store, { step: 3 });
    expect([trainer.globalStep, trainer.epoch]).toEqual([3, 1]);
  });

  it('is refused by a trainer that a whole checkpoint does not fit, which is not damage', async () => {
    await make()
      .fit(new Dataset(iris), { ...epochs, callbacks: [saveCheckpoints(store)] })
      .done();
    await expect(restoreCheckpoint(make(momentum()), store)).rejects.toThrow(/trained with adam.*momentum/);
    await store.save(10, { tensors: [] });
    await expect(restoreCheckpoint(make(), store)).rejects.toThrow(
      /Cannot go on from model\.ckpt-10\.safetensors: it does not hold a text "state"/,
    );
  });
});

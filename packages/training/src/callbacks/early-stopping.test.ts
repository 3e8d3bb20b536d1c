import { CheckpointStore, memoryStorage } from '@feedforward/checkpoint';
import { describe, expect, it } from 'vitest';
import { restoreCheckpoint } from '../state/restore-checkpoint.ts';
import { EarlyStopping, type EarlyStoppingOptions } from './early-stopping.ts';
import { saveCheckpoints } from './save-checkpoints.ts';
import { iris, irisValidation, makeTrainer, runThrough } from './testing.ts';

const losses = (...values: number[]) => values.map((loss) => ({ loss, valLoss: loss, valAccuracy: loss }));

// The sequences and what comes of them are those of Keras's own early_stopping_test.py, where it has them.
describe('EarlyStopping stops as Keras does', () => {
  it.each([
    [0, 3],
    [1, 3],
    [2, 4],
    [3, 5],
  ])('with patience %i, after epoch %i', async (patience, stoppedEpoch) => {
    const stopping = new EarlyStopping({ monitor: 'loss', patience });
    await runThrough(stopping, losses(10, 9, 8, 9, 8.9, 8.8, 8.7, 8.6, 8.5));
    expect(stopping).toMatchObject({ stoppedEpoch, bestEpoch: 2, best: 8 });
  });

  it.each<[string, EarlyStoppingOptions, number[], number]>([
    ['not in the first epoch, whatever it is', { patience: 0 }, [Number.NaN, Number.NaN, 1], 2],
    ['at an improvement that is not above minDelta', { minDelta: 0.1 }, [1, 0.95, 0.8], 2],
    ['with a negative minDelta as with a positive', { minDelta: -0.1 }, [1, 0.95, 0.8], 2],
    ['where more is better, by its name', { monitor: 'valAccuracy' }, [0.5, 0.6, 0.6, 0.9], 3],
    ['where more is better, by its mode', { mode: 'max' }, [0.5, 0.6, 0.6, 0.9], 3],
    ['after as many epochs without the baseline', { patience: 5, baseline: 0.5 }, [0.9, 0.8, 0.7, 0.71, 0.72, 0.73], 5],
    ['while it is better than the baseline, not', { patience: 2, baseline: 0.8 }, [0.9, 0.7, 0.6, 0.5, 0.4], 5],
    ['counting from startFromEpoch', { startFromEpoch: 3 }, [1, 2, 3, 4, 3.5, 3.6, 0], 6],
  ])('%s', async (_, options, values, epochs) => {
    expect(await runThrough(new EarlyStopping(options), losses(...values))).toBe(epochs);
  });

  it('begins anew in another run', async () => {
    const stopping = new EarlyStopping({ monitor: 'loss', patience: 1 });
    await runThrough(stopping, losses(1, 2));
    expect(await runThrough(stopping, losses(9, 8, 7))).toBe(3);
    expect(stopping).toMatchObject({ stoppedEpoch: 0, bestEpoch: 2, best: 7, wait: 0 });
  });
});

describe('restoreBestWeights', () => {
  it.each<[string, EarlyStoppingOptions, number[], number]>([
    ['the best epoch, having stopped', { patience: 2 }, [0.2, 0.15, 0.1, 0.11, 0.12], 2],
    ['the best epoch, though none beats the baseline', { patience: 5, baseline: 0.5 }, [0.9, 0.8, 0.7, 0.71, 0.72], 2],
    ['the best epoch, at the end without having stopped', { patience: 9 }, [0.3, 0.1, 0.2], 1],
    ['the first epoch, where no value is one', { patience: 1 }, [Number.NaN, Number.NaN], 0],
  ])('gives %s', async (_, options, values, best) => {
    const trainer = makeTrainer();
    const stopping = new EarlyStopping({ ...options, restoreBestWeights: true });
    const fill = (epoch: number) => {
      const filled = trainer.parameters().map(([name, tensor]) => {
        return [name, { ...tensor, data: tensor.data.map(() => epoch) }] as const;
      });
      trainer.setParameters(filled);
    };
    await runThrough(stopping, losses(...values), trainer, fill);
    for (const [, { data }] of trainer.parameters()) expect(new Set(data)).toEqual(new Set([best]));
  });

  it('gives the bits of the best epoch of a real run', async () => {
    const seen: unknown[] = [];
    const trainer = makeTrainer();
    const stopping = new EarlyStopping({ patience: 3, restoreBestWeights: true });
    const watching = { onEpochEnd: () => void seen.push(trainer.parameters()) };
    const fit = trainer.fit(iris, { epochs: 300, validation: irisValidation, callbacks: [stopping, watching] });
    const { logs } = await fit.done();
    const best = logs.valLoss!.indexOf(Math.min(...logs.valLoss!));
    expect(stopping).toMatchObject({ bestEpoch: best, best: logs.valLoss![best], stoppedEpoch: best + 3 });
    expect(trainer.parameters()).toEqual(seen[best]);
  });
});

describe('a run that is interrupted stops where it would have stopped, with the same bits', () => {
  const make = () => makeTrainer({ callbacks: [new EarlyStopping({ patience: 4, restoreBestWeights: true })] });
  const options = { epochs: 300, batchSize: 32, validation: irisValidation }; // four steps an epoch

  async function whole() {
    const trainer = make();
    const { epochs } = await trainer.fit(iris, options).done();
    return { steps: trainer.globalStep, epochs: epochs.length, parameters: trainer.parameters() };
  }

  it.each([1, 8, 9, 10, 11, 12, 13])('by stopAtStep, %i steps before', async (before) => {
    const expected = await whole();
    const trainer = make();
    await trainer.fit(iris, { ...options, stopAtStep: expected.steps - before }).done();
    const later = make();
    later.setState(trainer.state());
    for (const one of [trainer, later]) {
      await one.fit(iris, options).done();
      expect(one.globalStep).toBe(expected.steps);
      expect(one.parameters()).toEqual(expected.parameters);
    }
  });

  it.each([{ everySteps: 1 }, { everySteps: 3 }, { everySteps: 4 }, {}])(
    'by its end, from any of its checkpoints with %o; and then trains no more',
    async (every) => {
      const expected = await whole();
      const store = await CheckpointStore.open(memoryStorage(), { keepCheckpointMax: 0 });
      await make()
        .fit(iris, { ...options, callbacks: [saveCheckpoints(store, every)] })
        .done();
      const entries = (await store.list()).slice(-7);
      expect(entries.at(-1)!.step).toBe(expected.steps);
      for (const { step } of entries) {
        const trainer = make();
        await restoreCheckpoint(trainer, store, { step });
        await trainer.fit(iris, options).done();
        expect(trainer.globalStep).toBe(expected.steps);
        expect(trainer.parameters()).toEqual(expected.parameters);
      }
      await store.close();
    },
  );

  it('and a run that is over leaves nothing behind: the next begins anew', async () => {
    const trainer = make();
    await trainer.fit(iris, options).done();
    expect(trainer.state().callbacks).toBeUndefined();
    const { epoch } = trainer;
    await trainer.fit(iris, options).done();
    expect(trainer.epoch).toBeGreaterThan(epoch + 3);
  });
});

it.each<[string, EarlyStoppingOptions, RegExp]>([
  ['an unknown mode', { mode: 'most' as 'max' }, /EarlyStopping: mode must be "auto", "min" or "max", it is "most"/],
  ['a log whose direction is not known', { monitor: 'valMine' }, /whether "valMine" is to rise or to fall/],
  ['half an epoch', { patience: 0.5 }, /patience must be a whole number, 0 or more; it is 0.5/],
  ['a minDelta of NaN', { minDelta: Number.NaN }, /minDelta must be finite, it is NaN/],
])('cannot be made with %s', (_, options, message) => {
  expect(() => new EarlyStopping(options)).toThrow(message);
});

it('names the logs there are where the monitored one is missing', async () => {
  const fit = makeTrainer().fit(iris, { epochs: 1, callbacks: [new EarlyStopping()] });
  await expect(fit.done()).rejects.toThrow(
    'EarlyStopping cannot monitor "valLoss": the logs of this training are loss, accuracy.',
  );
});

it('refuses a state that is not its own', () => {
  const values = { best: 1, bestEpoch: 1, wait: 'long', stoppedEpoch: 0 };
  expect(() => new EarlyStopping().setState({ values }, makeTrainer())).toThrow(
    'EarlyStopping(valLoss) cannot go on: its "wait" must be a number, it is "long".',
  );
  const tensors = new Map([['dense/kernel', { dtype: 'float32', shape: [1], data: new Float32Array(1) } as const]]);
  const good = { ...values, wait: 0 };
  expect(() => new EarlyStopping().setState({ values: good, tensors }, makeTrainer())).toThrow(/"dense.*takes shape/);
});

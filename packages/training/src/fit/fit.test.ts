import { Dataset, loadIris } from '@feedforward/datasets';
import { batchNormalization, dense, dropout, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import type { BatchEndEvent } from '../callbacks/callback.ts';
import { adam } from '../optimizers/adam.ts';
import type { TrainState } from '../state/train-state.ts';
import { Trainer } from '../trainer.ts';

const iris = loadIris().shuffle(new RandomState(0));

const make = (): Trainer =>
  new Trainer(
    sequential([dense(8, { activation: 'relu' }), dropout(0.3), batchNormalization(), dense(3)], { inputShape: [4] }),
    { loss: sparseSoftmaxCrossEntropy(), optimizer: adam({ learningRate: 0.01 }), seed: 42 },
  );

const options = { epochs: 3, batchSize: 50 };

/** Where an uninterrupted run ends. */
async function whole(): Promise<TrainState> {
  const trainer = make();
  await trainer.fit(iris, options).done();
  return trainer.state();
}

const atStep = (step: number, act: (event: BatchEndEvent) => void) => ({
  onBatchEnd: (event: BatchEndEvent) => {
    if (event.globalStep === step) act(event);
  },
});

describe('fit goes on, to the very bits,', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('from the state that a callback sees after step %i', async (step) => {
    let seen: TrainState | undefined;
    const save = atStep(step, ({ trainer }) => {
      seen = trainer.state();
    });
    await make()
      .fit(iris, { ...options, callbacks: [save] })
      .done();
    const second = make();
    second.setState(seen!);
    await second.fit(iris, options).done();
    expect(second.state()).toEqual(await whole());
  });

  it.each([2, 3])('where it was stopped at step %i, the last of an epoch being 3', async (stopAtStep) => {
    const trainer = make();
    const { epochs } = await trainer.fit(iris, { ...options, stopAtStep }).done();
    expect([epochs, trainer.epoch]).toEqual(stopAtStep === 3 ? [[0], 1] : [[], 0]);
    await trainer.fit(iris, options).done();
    expect(trainer.state()).toEqual(await whole());
  });

  it.each([2, 3])('where a callback threw at step %i', async (step) => {
    const trainer = make();
    const failing = atStep(step, () => {
      throw new Error('cannot');
    });
    await expect(trainer.fit(iris, { ...options, callbacks: [failing] }).done()).rejects.toThrow('cannot');
    await trainer.fit(iris, options).done();
    expect(trainer.state()).toEqual(await whole());
  });

  it('where its iteration was left, and its tensors were freed meanwhile', async () => {
    const trainer = make();
    for await (const _ of trainer.fit(iris, options)) break;
    for await (const _ of trainer.fit(iris, options)) trainer.dispose();
    expect(trainer.state()).toEqual(await whole());
  });

  it.each([4, 6])('where a callback sets the state back at step %i', async (step) => {
    const trainer = make();
    let early: TrainState | undefined;
    const save = atStep(2, () => {
      early ??= trainer.state();
    });
    let once = false;
    const back = atStep(step, () => {
      if (!once) trainer.setState(early!);
      once = true;
    });
    await trainer.fit(iris, { ...options, callbacks: [save, back] }).done();
    expect(trainer.state()).toEqual(await whole());
  });
});

describe('fit', () => {
  it('refuses to run beside another fit of its trainer, which goes on', async () => {
    const trainer = make();
    const [first, second] = await Promise.allSettled([
      trainer.fit(iris, options).done(),
      trainer.fit(iris.slice(0, 100), options).done(),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { message: expect.stringContaining('another fit of this trainer') } });
    expect(trainer.state()).toEqual(await whole());
  });

  it('lets timers fire between epochs that take no time, so that a signal can end it', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort());
    const fit = make().fit(iris.slice(0, 2), { epochs: 3000, signal: controller.signal });
    await expect(fit.done()).rejects.toThrow(/abort/i);
  });

  it('takes an option that is undefined for one that is not given', async () => {
    const trainer = make();
    await trainer.fit(iris, { epochs: undefined, batchSize: undefined, shuffle: undefined }).done();
    const defaults = make();
    await defaults.fit(iris).done();
    expect([trainer.globalStep, trainer.epoch]).toEqual([5, 1]);
    expect(trainer.state()).toEqual(defaults.state());
  });

  it('takes no step where a callback stops it as an epoch begins', async () => {
    const trainer = make();
    await trainer.fit(iris, { ...options, callbacks: [{ onEpochBegin: ({ stop }) => stop() }] }).done();
    expect(trainer.globalStep).toBe(0);
  });

  it('refuses to end an epoch on a smaller data set than it began on', async () => {
    const trainer = make();
    const small = new Dataset({ features: iris.features.slice(0, 60), labels: iris.labels.slice(0, 60) });
    const begun = trainer.fit(small, options);
    await trainer.fit(iris, { ...options, stopAtStep: 2 }).done();
    await expect(begun.done()).rejects.toThrow(/middle of epoch 0: 100 of its examples are done, this data set has 60/);
    expect(() => trainer.fit(small, options)).toThrow(/middle of epoch 0/);
  });
});

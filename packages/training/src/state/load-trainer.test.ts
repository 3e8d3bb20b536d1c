import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointStore, decodeSafetensors, encodeSafetensors, memoryStorage } from '@feedforward/checkpoint';
import { Dataset, loadIris, Matrix } from '@feedforward/datasets';
import { batchNormalization, dense, dropout, type Layer, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { huber, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { afterAll, describe, expect, it } from 'vitest';
import { EarlyStopping } from '../callbacks/early-stopping.ts';
import { saveCheckpoints } from '../callbacks/save-checkpoints.ts';
import { clipByGlobalNorm, clipByNorm, clipByValue } from '../clipping.ts';
import { adam } from '../optimizers/adam.ts';
import { optimizerNamed, optimizerNames } from '../optimizers/optimizer-named.ts';
import { cosineDecay } from '../schedules/decay.ts';
import { warmUp } from '../schedules/warm-up.ts';
import { type Recipe, Trainer } from '../trainer.ts';
import { type LoadTrainerOptions, loadTrainer } from './load-trainer.ts';

const folder = mkdtempSync(join(tmpdir(), 'load-trainer-'));
afterAll(() => rmSync(folder, { recursive: true }));
const iris = loadIris().shuffle(new RandomState(0));

const make = (changes: Partial<Recipe> = {}, last: readonly Layer[] = []): Trainer => {
  const layers = [dense(8, { activation: 'elu' }), dropout(0.2), batchNormalization(), dense(3), ...last];
  return new Trainer(sequential(layers, { inputShape: [4] }), {
    loss: sparseSoftmaxCrossEntropy(),
    optimizer: adam({ learningRate: 0.01 }),
    ...changes,
  });
};
const bytesOf = (trainer: Trainer): Uint8Array => {
  const { tensors, metadata } = trainer.checkpoint();
  return encodeSafetensors(tensors, metadata);
};
const options = { epochs: 4, batchSize: 32 }; // five steps an epoch

describe('loadTrainer goes on from a checkpoint alone, to the same bits,', () => {
  const schedule = warmUp({ steps: 5, to: cosineDecay({ learningRate: 0.1, decaySteps: 30 }) });
  const recipes: [string, Partial<Recipe>][] = [
    ...optimizerNames.map((name): [string, Partial<Recipe>] => [
      `with ${name}`,
      { optimizer: optimizerNamed(name, { learningRate: 0.02 }) },
    ]),
    ['with a schedule', { optimizer: adam({ learningRate: schedule }) }],
    ...[clipByValue, clipByNorm, clipByGlobalNorm].map((clip): [string, Partial<Recipe>] => [
      `with ${clip.name}`,
      { clipping: clip(0.05) },
    ]),
  ];

  it.each(recipes)('%s, and of a seed that was drawn', async (_, recipe) => {
    const trainer = make(recipe);
    await trainer.fit(iris, { ...options, stopAtStep: 7 }).done();
    const path = join(folder, 'half.safetensors');
    await trainer.save(path);
    const later = await loadTrainer(path);
    expect(later.plan).toEqual(trainer.plan);
    expect(later.seed).toBe(trainer.seed);
    for (const one of [trainer, later]) await one.fit(iris, options).done();
    expect(later.globalStep).toBe(20);
    expect(later.state()).toEqual(trainer.state());
    expect(later.checkpoint().metadata).toEqual(trainer.checkpoint().metadata);
  });

  it('with a loss that has an option', async () => {
    const make = () =>
      new Trainer(sequential([dense(1)], { inputShape: [1] }), { loss: huber({ delta: 0.5 }), optimizer: adam() });
    const data = new Dataset({ features: [[1], [2], [3]], labels: Matrix.from([[9], [1], [5]]) });
    const trainer = make();
    await trainer.fit(data).done();
    const later = await loadTrainer(bytesOf(trainer));
    for (const one of [trainer, later]) await one.fit(data, { epochs: 3 }).done();
    expect(later.state()).toEqual(trainer.state());
  });

  it('with a learning rate that was set, and with what callbacks remember', async () => {
    const stopping = () => [
      new EarlyStopping({ monitor: 'loss', minDelta: 0.1, patience: 3, restoreBestWeights: true }),
    ];
    const trainer = make({ callbacks: stopping() });
    trainer.learningRate = 0.002;
    const long = { epochs: 100, batchSize: 32 };
    await trainer.fit(iris, { ...long, stopAtStep: 10 }).done();
    const later = await loadTrainer(bytesOf(trainer), { callbacks: stopping() });
    expect(later.learningRate).toBe(0.002);
    for (const one of [trainer, later]) await one.fit(iris, long).done();
    expect(later.epoch).toBeLessThan(100);
    expect(later.state()).toEqual(trainer.state());
  });

  it('from a store, the latest or another, with the metrics that are given', async () => {
    const store = await CheckpointStore.open(memoryStorage());
    const trainer = make();
    const saving = { ...options, callbacks: [saveCheckpoints(store, { everySteps: 6 })] };
    await trainer.fit(iris, saving).done();
    expect((await loadTrainer(store)).state()).toEqual(trainer.state());
    const early = await loadTrainer(store, { which: { step: 12 }, metrics: { accuracy: accuracy() } });
    expect(early.globalStep).toBe(12);
    const { logs } = await early.fit(iris, options).done();
    expect(Object.keys(logs)).toEqual(['loss', 'accuracy']);
    expect(early.state()).toEqual(trainer.state());
    await store.close();
  });
});

describe("loadTrainer names what was the user's own, and takes it", () => {
  const ownLoss: Recipe['loss'] = (...parts) => sparseSoftmaxCrossEntropy()(...parts);
  const ownLayer: Layer = { outputShape: (shape) => shape, call: (x) => x };
  const ownRate = adam({ learningRate: (step) => 0.01 / (1 + step) });
  const clipping: Recipe['clipping'] = (gradients) => gradients;

  it.each<[string, Trainer, LoadTrainerOptions, RegExp]>([
    ['loss', make({ loss: ownLoss }), { loss: ownLoss }, /its loss is not one of this library.* Give it as { loss }/],
    [
      'optimizer',
      make({ optimizer: { ...adam() } }),
      { optimizer: { ...adam() } },
      /its optimizer is not one of this library/,
    ],
    [
      'learning rate',
      make({ optimizer: ownRate }),
      { optimizer: ownRate },
      /its optimizer cannot be made. .*learning rate/,
    ],
    ['clipping', make({ clipping }), { clipping }, /its clipping is not one of this library.* Give it as { clipping }/],
    ['layer', make({}, [ownLayer]), { model: make({}, [ownLayer]).model }, /Give the network as { model }/],
  ])('%s', async (_, trainer, given, message) => {
    await trainer.fit(iris, { ...options, stopAtStep: 3 }).done();
    await expect(loadTrainer(bytesOf(trainer))).rejects.toThrow(message);
    const later = await loadTrainer(bytesOf(trainer), given);
    for (const one of [trainer, later]) await one.fit(iris, { ...options, epochs: 2 }).done();
    expect(later.state()).toEqual(trainer.state());
    for (const one of [trainer, later]) one.dispose();
  });
});

describe('loadTrainer refuses', () => {
  const { tensors, metadata } = make({ seed: 1 }).checkpoint();
  const recipe = JSON.parse(metadata.recipe!);
  const changed = (changes: object) => ({ ...metadata, recipe: JSON.stringify({ ...recipe, ...changes }) });
  const { recipe: _, ...withoutRecipe } = metadata;

  it.each<[string, Record<string, string>, RegExp]>([
    ['a file without a recipe', withoutRecipe, /trainer from the bytes: it takes the recipe as "recipe"/],
    ['a recipe that is no JSON', { ...metadata, recipe: '{' }, /its "recipe" is not a recipe in JSON/],
    ['a recipe that is no object', { ...metadata, recipe: '7' }, /its "recipe" is not a recipe in JSON/],
    ['an unknown loss', changed({ loss: { type: 'hing', reduction: 'mean' } }), /Unknown loss "hing".*"hinge"/],
    ['a loss that is none', changed({ loss: { type: {}, reduction: 'mean' } }), /its loss cannot be made/],
    ['an unknown optimizer', changed({ optimizer: { type: 'adm' } }), /Unknown optimizer "adm".*"adam"/],
    ['an unknown clipping', changed({ clipping: { type: 'clip', limit: 1 } }), /Unknown clipping "clip"/],
    ['a clipping to nothing', changed({ clipping: { type: 'clipByNorm', limit: 0 } }), /Cannot clip gradients to 0/],
    ['a seed that is no number', changed({ seed: '1' }), /its seed must be a number, it is "1"/],
    ['a seed out of range', changed({ seed: -1 }), /-1/],
    ["another optimizer's slots", changed({ optimizer: optimizerNamed('momentum').config }), /trained with adam/],
  ])('%s', async (_, texts, message) => {
    const bytes = encodeSafetensors(tensors, texts);
    expect(decodeSafetensors(bytes).metadata).toEqual(texts);
    await expect(loadTrainer(bytes)).rejects.toThrow(message);
    await expect(loadTrainer(bytes)).rejects.toBeInstanceOf(RangeError);
  });

  it('a store without a checkpoint', async () => {
    const store = await CheckpointStore.open(memoryStorage());
    await expect(loadTrainer(store)).rejects.toThrow('Cannot make a trainer from the store: it has no checkpoint.');
    await store.close();
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSafetensors } from '@feedforward/checkpoint';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadModel } from '../state/load-model.ts';
import { EarlyStopping } from './early-stopping.ts';
import { ModelCheckpoint, type ModelCheckpointOptions } from './model-checkpoint.ts';
import { iris, irisValidation, makeTrainer, runThrough } from './testing.ts';

const root = mkdtempSync(join(tmpdir(), 'model-checkpoint-'));
afterAll(() => rmSync(root, { recursive: true }));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
});
const at = (name: string) => join(folder, name);
const files = () => readdirSync(folder).toSorted();
/** Four steps an epoch. */
const options = { epochs: 3, batchSize: 32, validation: irisValidation };
const losses = (...values: number[]) => values.map((loss) => ({ loss, valLoss: loss, accuracy: loss }));

describe('ModelCheckpoint', () => {
  it.each<[string, ModelCheckpointOptions, string[]]>([
    ['{epoch:02d}.st', {}, ['01.st', '02.st', '03.st']],
    ['model.st', {}, ['model.st']],
    ['{epoch}-{batch}.st', { saveFreq: 3 }, ['1-3.st', '2-2.st', '3-1.st', '3-4.st']],
    ['{epoch}-{batch}.st', { saveFreq: 8 }, ['2-4.st']],
    ['{epoch}-{batch}.st', { saveFreq: 5 }, ['2-1.st', '3-2.st']],
  ])('to %s with %o saves %o', async (path, settings, expected) => {
    const callbacks = [new ModelCheckpoint(at(path), settings)];
    await makeTrainer()
      .fit(iris, { ...options, callbacks })
      .done();
    expect(files()).toEqual(expected);
  });

  it.each<[string, ModelCheckpointOptions, number[], number[]]>([
    ['the best so far', {}, [3, 2, 2.5, 1, 1], [1, 2, 4]],
    ['where more is better', { monitor: 'accuracy' }, [3, 2, 2.5, 3.5], [1, 4]],
    ['by mode', { mode: 'max' }, [3, 2, 4], [1, 3]],
    ['better than a threshold', { initialValueThreshold: 2.2 }, [3, 2, 1], [2, 3]],
    ['not NaN', {}, [Number.NaN, 1], [2]],
  ])('with saveBestOnly saves %s', async (_, settings, values, epochs) => {
    const saving = new ModelCheckpoint(at('{epoch}'), { ...settings, saveBestOnly: true });
    await runThrough(saving, losses(...values));
    expect(files()).toEqual(epochs.map(String));
  });

  it('does not save in another run what is worse than in the first, as in Keras', async () => {
    const saving = new ModelCheckpoint(at('{epoch}'), { saveBestOnly: true });
    await runThrough(saving, losses(1));
    await runThrough(saving, losses(2, 0.5, 3));
    expect(files()).toEqual(['1', '2']);
    expect(saving.best).toBe(0.5);
  });

  it('saves a state to go on from, with what the other callbacks remember', async () => {
    const make = () => makeTrainer({ callbacks: [new EarlyStopping({ patience: 3, restoreBestWeights: true })] });
    const settings = { ...options, epochs: 300 };
    const whole = make();
    await whole.fit(iris, { ...settings, callbacks: [new ModelCheckpoint(at('{epoch:03d}'))] }).done();
    for (const file of files().slice(-4)) {
      const later = make();
      await later.restore(at(file));
      await later.fit(iris, settings).done();
      expect(later.parameters()).toEqual(whole.parameters());
      expect(later.globalStep).toBe(whole.globalStep);
    }
  });

  it('remembers the best in a run that goes on', async () => {
    const make = () =>
      makeTrainer({ callbacks: [new ModelCheckpoint(at('{epoch}'), { saveBestOnly: true, mode: 'max' })] });
    await make().fit(iris, options).done(); // the loss falls: only the first
    expect(files()).toEqual(['1']);
    const later = make();
    await later.restore(at('1'));
    await later.fit(iris, options).done();
    expect(files()).toEqual(['1']);
  });

  it('with saveWeightsOnly saves the parameters alone, which loadModel takes', async () => {
    const trainer = makeTrainer();
    const saving = new ModelCheckpoint(at('deep/er/{epoch}.st'), { saveWeightsOnly: true });
    await trainer.fit(iris, { ...options, callbacks: [saving] }).done();
    const path = at('deep/er/3.st');
    expect(new Map((await readSafetensors(path)).tensors)).toEqual(new Map(trainer.parameters()));
    const { predict } = await loadModel(path);
    expect((await predict(iris.features)).data).toEqual((await trainer.predict(iris.features)).data);
  });

  it('does not count as the best what could not be saved', async () => {
    const saving = new ModelCheckpoint(at('taken/{epoch}.st'), { saveBestOnly: true });
    writeFileSync(at('taken'), '');
    const fit = makeTrainer().fit(iris, { ...options, callbacks: [saving] });
    await expect(fit.done()).rejects.toThrow(/^Cannot make folder ".*taken": /);
    expect(saving.best).toBe(undefined);
    rmSync(at('taken'));
    await makeTrainer()
      .fit(iris, { ...options, epochs: 1, callbacks: [saving] })
      .done();
    expect(readdirSync(at('taken'))).toEqual(['1.st']);
  });

  it.each<[string, string, ModelCheckpointOptions, RegExp]>([
    ['a saveFreq of 0', 'x', { saveFreq: 0 }, /saveFreq must be a whole number, 1 or more; it is 0/],
    ['a path that is no template', '{x', {}, /its "\{" has no counterpart/],
    ['a path of Keras', 'best.h5', {}, /Cannot save to "best.h5": ModelCheckpoint writes safetensors files/],
    ['an unknown direction', 'x', { saveBestOnly: true, monitor: 'mine' }, /whether "mine" is to rise or to fall/],
  ])('cannot be made with %s', (_, path, settings, message) => {
    expect(() => new ModelCheckpoint(path, settings)).toThrow(message);
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventFile, readEvents } from '@feedforward/checkpoint/tensorboard';
import { afterAll, describe, expect, it } from 'vitest';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { exponentialDecay } from '../schedules/decay.ts';
import { LearningRateScheduler } from './learning-rate-scheduler.ts';
import { TensorBoard } from './tensor-board.ts';
import { iris, irisValidation, makeTrainer, runThrough } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'tensor-board-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is in the one event file of a folder. */
async function eventsIn(...path: string[]): Promise<EventFile> {
  const files = readdirSync(join(folder, ...path));
  expect(files).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d{10}\./)]);
  return readEvents(join(folder, ...path, files[0]!));
}

const curve = ({ scalars }: EventFile, tag: string): [step: number, value: number][] =>
  scalars.filter((scalar) => scalar.tag === tag).map(({ step, value }) => [step, value]);

const numbered = (values: readonly number[]): [number, number][] => values.map((value, i) => [i, Math.fround(value)]);

describe('TensorBoard', () => {
  it("writes each epoch's logs by Keras's tags, the validation's into a folder of their own", async () => {
    const callback = new TensorBoard({ logDir: join(folder, 'epochs') });
    const { logs } = await makeTrainer()
      .fit(iris, { epochs: 3, validation: irisValidation, callbacks: [callback] })
      .done();
    const [train, validation] = [await eventsIn('epochs', 'train'), await eventsIn('epochs', 'validation')];
    expect(curve(train, 'epoch_loss')).toEqual(numbered(logs.loss!));
    expect(curve(train, 'epoch_accuracy')).toEqual(numbered(logs.accuracy!));
    expect(curve(train, 'epoch_learning_rate')).toEqual(numbered([0.1, 0.1, 0.1]));
    expect(train.scalars).toHaveLength(9);
    expect(curve(validation, 'epoch_loss')).toEqual(numbered(logs.valLoss!));
    expect(curve(validation, 'epoch_accuracy')).toEqual(numbered(logs.valAccuracy!));
    expect(validation.scalars).toHaveLength(6);
  });

  it("turns names into Keras's", async () => {
    const logs = { loss: 1, topKCategorical: 2, F1: 3, valF1: 4, valTopKCategorical: 5, value: 6, learningRate: 7 };
    await runThrough(new TensorBoard({ logDir: join(folder, 'names') }), [logs]);
    const tags = async (run: string) => (await eventsIn('names', run)).scalars.map(({ tag }) => tag).sort();
    expect(await tags('train')).toEqual(
      ['f1', 'learning_rate', 'loss', 'top_k_categorical', 'value'].map((name) => `epoch_${name}`),
    );
    expect(await tags('validation')).toEqual(['epoch_f1', 'epoch_top_k_categorical']);
  });

  it('writes no validation where there is none, and can be read after every epoch', async () => {
    const trainer = makeTrainer();
    const callback = new TensorBoard({ logDir: join(folder, 'plain') });
    for await (const { epoch } of trainer.fit(iris, { epochs: 3, callbacks: [callback] })) {
      expect(curve(await eventsIn('plain', 'train'), 'epoch_loss')).toHaveLength(epoch + 1);
    }
    expect(readdirSync(join(folder, 'plain'))).toEqual(['train']);
  });

  it.each([
    ['batch', [1, 2, 3, 4, 5, 6, 7, 8]],
    [1, [1, 2, 3, 4, 5, 6, 7, 8]],
    [3, [3, 6]],
    [100, []],
  ] as const)('writes the batches of updateFreq %j too, by the global step', async (updateFreq, steps) => {
    const told: [number, number][] = [];
    const callbacks = [
      new TensorBoard({ logDir: join(folder, `batches-${updateFreq}`), updateFreq }),
      {
        onBatchEnd: ({ globalStep, logs }: { globalStep: number; logs: { loss: number } }) => {
          if (steps.some((step) => step === globalStep)) told.push([globalStep, Math.fround(logs.loss)]);
        },
      },
    ];
    await makeTrainer().fit(iris, { epochs: 2, batchSize: 30, callbacks }).done();
    const events = await eventsIn(`batches-${updateFreq}`, 'train');
    expect(curve(events, 'batch_loss')).toEqual(told);
    expect(curve(events, 'batch_accuracy').map(([step]) => step)).toEqual(steps);
    expect(curve(events, 'epoch_loss').map(([step]) => step)).toEqual([0, 1]);
  });

  it('has the learning rate of the next step, as Keras does, whoever set it', async () => {
    const rates = async (name: string, recipe = {}, ...others: LearningRateScheduler[]) => {
      const callbacks = [new TensorBoard({ logDir: join(folder, name) }), ...others];
      await makeTrainer(recipe).fit(iris, { epochs: 2, batchSize: 60, callbacks }).done();
      return curve(await eventsIn(name, 'train'), 'epoch_learning_rate');
    };
    const learningRate = exponentialDecay({ learningRate: 0.5, decaySteps: 2, decayRate: 0.5 });
    expect(await rates('decay', { optimizer: gradientDescent({ learningRate }) })).toEqual(numbered([0.25, 0.125]));
    const halved = new LearningRateScheduler((epoch) => 1 / 2 ** epoch);
    expect(await rates('set', {}, halved)).toEqual(numbered([1, 0.5]));
  });

  it('goes on with its curves in a run that is gone on with', async () => {
    const logDir = join(folder, 'on');
    const trainer = makeTrainer();
    await trainer.fit(iris, { epochs: 2, callbacks: [new TensorBoard({ logDir })] }).done();
    await trainer.fit(iris, { epochs: 4, callbacks: [new TensorBoard({ logDir })] }).done();
    const steps: number[] = [];
    const files = readdirSync(join(logDir, 'train')).sort();
    for (const file of files) {
      steps.push(...curve(await readEvents(join(logDir, 'train', file)), 'epoch_loss').map(([step]) => step));
    }
    expect([files.length, steps]).toEqual([2, [0, 1, 2, 3]]);
  });

  it('changes nothing in what is trained', async () => {
    const run = (callbacks: TensorBoard[]) => makeTrainer().fit(iris, { epochs: 2, callbacks }).done();
    const { logs } = await run([new TensorBoard({ logDir: () => () => {}, updateFreq: 'batch' })]);
    expect(logs).toEqual((await run([])).logs);
  });

  it('says before the first step that a file cannot be written', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    const trainer = makeTrainer();
    const run = trainer.fit(iris, { callbacks: [new TensorBoard({ logDir: file })] }).done();
    await expect(run).rejects.toThrow(`Cannot write events into "${file}/train": a part of the path is not a folder`);
    expect(trainer.globalStep).toBe(0);
  });

  it.each([0, -1, 0.5, Number.NaN])('takes no updateFreq %j', (updateFreq) => {
    expect(() => new TensorBoard({ updateFreq })).toThrow(/updateFreq must be 'epoch', 'batch' or a number of steps/);
  });
});

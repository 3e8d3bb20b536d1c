import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStorage } from '@feedforward/checkpoint';
import { loadIris } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DNNClassifier, type DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import type { RunConfig } from '../estimator/run-config.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { stopIfLowerHook } from '../hooks/stop-if-threshold-hook.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import type { InputFn } from '../input/input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { loadSavedModel } from '../saved-model/load-saved-model.ts';
import { bestExporter } from './best-exporter.ts';
import type { Exporter, ExportRequest } from './exporter.ts';
import { finalExporter } from './final-exporter.ts';
import { latestExporter } from './latest-exporter.ts';
import { trainAndEvaluate } from './train-and-evaluate.ts';

const iris = loadIris().shuffle(new RandomState(0));
const examples = { x: { x: iris.features }, y: iris.labels };
const inputFn = arrayInputFn({ ...examples, batchSize: 30, numEpochs: null, shuffle: true });
/** Five batches of 30. */
const oneEpoch = arrayInputFn({ ...examples, batchSize: 30, shuffle: true });
const validation = arrayInputFn({ ...examples, batchSize: 50, shuffle: false });

let modelDir = '';
beforeEach(() => {
  modelDir = mkdtempSync(join(tmpdir(), 'train-and-evaluate-'));
});
afterEach(() => {
  rmSync(modelDir, { recursive: true });
});

const make = (options: Partial<DNNClassifierOptions> = {}, config: RunConfig = {}): DNNClassifier =>
  new DNNClassifier({
    hiddenUnits: [8],
    nClasses: 3,
    featureColumns: [numericColumn('x', { shape: [4] })],
    modelDir,
    config: { logger: silentLogger, randomSeed: 42, saveCheckpointsSteps: 10, ...config },
    ...options,
  });
const stepsOf = async (classifier: DNNClassifier, name?: string): Promise<number[]> =>
  (await classifier.evaluations(name)).map(({ globalStep }) => globalStep);
const exportsOf = (name: string): string[] => {
  const folder = join(modelDir, 'export', name);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
/** Each look at it is a second later. */
const ticking = (): (() => number) => {
  let seconds = 0;
  return () => 1000 * seconds++;
};
/** Asks for an export, and remembers what it was told. */
const recorder = (told: ExportRequest[], name = 'recorder'): Exporter => ({
  name,
  async export(request) {
    told.push(request);
    return `export ${told.length}`;
  },
});

describe('trainAndEvaluate', () => {
  it('evaluates each checkpoint but the first, and returns the last evaluation', async () => {
    const classifier = make();
    const evalSpec = { inputFn: validation, throttleSecs: 0 };
    const [evaluation, exports] = await trainAndEvaluate(classifier, { inputFn, maxSteps: 35 }, evalSpec);
    expect(await stepsOf(classifier)).toEqual([11, 21, 31, 35]);
    expect(evaluation).toEqual(await classifier.evaluate({ inputFn: validation }));
    expect(exports).toEqual([]);
  });

  it('trains what train does', async () => {
    const classifier = make();
    await trainAndEvaluate(classifier, { inputFn, maxSteps: 35 }, { inputFn: validation, throttleSecs: 0 });
    const alone = await make({ modelDir: undefined }).train({ inputFn, steps: 35 });
    expect(await classifier.evaluate({ inputFn: validation })).toEqual(await alone.evaluate({ inputFn: validation }));
  });

  it('passes over checkpoints within throttleSecs of the last evaluation, but for the last', async () => {
    const classifier = make();
    const info = vi.fn();
    const evalSpec = { inputFn: validation, throttleSecs: 5 };
    // The clock is read as an evaluation begins, and where there was one before to ask whether it is due: 0, 1, 2, …
    await trainAndEvaluate(
      make({}, { logger: { ...silentLogger, info }, saveCheckpointsSteps: 1 }),
      { inputFn, maxSteps: 10 },
      evalSpec,
      { now: ticking() },
    );
    expect(await stepsOf(classifier)).toEqual([2, 7, 10]);
    const skipped = info.mock.calls.filter(
      ([line]) => line === 'Skip the current checkpoint eval due to throttle secs (5 secs).',
    );
    expect(skipped).toHaveLength(7);
  });

  it('says in the log what TensorFlow does', async () => {
    const info = vi.fn();
    const logger = { ...silentLogger, info };
    await trainAndEvaluate(make({}, { logger }), { inputFn, maxSteps: 2 }, { inputFn: validation });
    expect(info.mock.calls.slice(0, 2)).toEqual([
      ['Running training and evaluation locally (non-distributed).'],
      [
        'Start train and evaluate loop. The evaluate will happen after every checkpoint. Checkpoint frequency is determined based on RunConfig arguments: save_checkpoints_steps 10 or save_checkpoints_secs None.',
      ],
    ]);
    const lines = info.mock.calls.map(([line]) => String(line).replace(/[ =:].*/, ''));
    expect(lines.slice(2)).toEqual([
      ...['Saving', 'loss', 'Saving', 'Starting', 'Finished', 'Saving'], // at steps 1 and 2, and the evaluation
      'Loss',
    ]);
    info.mockClear();
    const bySeconds = make({}, { logger, saveCheckpointsSteps: undefined });
    await trainAndEvaluate(bySeconds, { inputFn, maxSteps: 3 }, { inputFn: validation });
    expect(info.mock.calls[1]![0]).toMatch(/ save_checkpoints_steps None or save_checkpoints_secs 600\.$/);
  });

  it('evaluates by the name and the number of batches it is given: 100, if none', async () => {
    const classifier = make();
    let read = 0;
    const endless: InputFn = async function* (context) {
      for (;;) {
        for await (const batch of validation(context)) {
          read++;
          yield batch;
        }
      }
    };
    await trainAndEvaluate(classifier, { inputFn, maxSteps: 2 }, { inputFn: endless, name: 'validation', steps: 7 });
    expect(read).toBe(7);
    expect([await stepsOf(classifier, 'validation'), await stepsOf(classifier)]).toEqual([[2], []]);
    await trainAndEvaluate(classifier, { inputFn, maxSteps: 4 }, { inputFn: endless });
    expect(read).toBe(107);
    const long = arrayInputFn({ ...examples, batchSize: 1, shuffle: false });
    await trainAndEvaluate(classifier, { inputFn, maxSteps: 6 }, { inputFn: long, steps: null });
    const whole = await classifier.evaluate({ inputFn: long });
    expect((await classifier.evaluations()).at(-2)).toEqual(whole);
  });

  it('ends where its input does, a hook wants it, or a listener', async () => {
    const evalSpec = { inputFn: validation, throttleSecs: 0 };
    const [atItsInputsEnd] = await trainAndEvaluate(make(), { inputFn: oneEpoch, maxSteps: 100 }, evalSpec);
    expect(atItsInputsEnd.globalStep).toBe(5);
    const classifier = make();
    const hooks = [stopIfLowerHook(classifier, 'loss', 1000, { minSteps: 10, runEverySteps: 1 })];
    const [stopped] = await trainAndEvaluate(classifier, { inputFn, hooks }, evalSpec);
    expect(stopped.globalStep).toBe(16);
    const savingListeners = [{ afterSave: (step: number) => step === 27 }];
    const [told] = await trainAndEvaluate(classifier, { inputFn, savingListeners }, evalSpec);
    expect(told.globalStep).toBe(27);
    expect(await stepsOf(classifier)).toEqual([5, 16, 27]);
  });

  it('evaluates the last step where a hook has done so, too', async () => {
    const classifier = make();
    const hook = { afterRun: async () => void (await classifier.evaluate({ inputFn: validation, steps: 1 })) };
    const evalSpec = { inputFn: validation, exporters: finalExporter({ name: 'final' }) };
    const [evaluation, [path]] = await trainAndEvaluate(classifier, { inputFn, maxSteps: 3, hooks: [hook] }, evalSpec);
    expect(evaluation).toEqual(await classifier.evaluate({ inputFn: validation }));
    expect((await loadSavedModel(path!)).globalStep).toBe(3);
  });

  it('ends with an error that evaluation has, and leaves the checkpoint', async () => {
    const bad = arrayInputFn({ x: { y: iris.features }, y: iris.labels, shuffle: false });
    const run = trainAndEvaluate(make(), { inputFn, maxSteps: 20 }, { inputFn: bad });
    await expect(run).rejects.toThrow('Cannot find feature column "x"');
    expect((await make().evaluate({ inputFn: validation })).globalStep).toBe(11);
  });

  it('evaluates once at the end where there is no modelDir', async () => {
    const classifier = make({ modelDir: undefined });
    const evalSpec = { inputFn: validation, throttleSecs: 0 };
    const [{ globalStep }] = await trainAndEvaluate(classifier, { inputFn, maxSteps: 35 }, evalSpec);
    expect([globalStep, await stepsOf(classifier)]).toEqual([35, [35]]);
  });

  it.each([
    ['maxSteps', { maxSteps: 0 }, {}, 'maxSteps must be a whole number, 1 or more; it is 0'],
    ['steps', {}, { steps: 0 }, 'steps must be a whole number, 1 or more; it is 0'],
    ['throttleSecs', {}, { throttleSecs: -1 }, 'throttleSecs must be 0 or more; it is -1'],
    ['startDelaySecs', {}, { startDelaySecs: Number.NaN }, 'startDelaySecs must be 0 or more; it is NaN'],
    ['two exporters', {}, { exporters: [bestExporter(), bestExporter()] }, 'two exporters "best_exporter"'],
    ["an exporter's name", {}, { exporters: finalExporter({ name: '../up' }) }, 'Cannot use a file named "../up"'],
  ])('refuses, before it trains, what it cannot use: %s', async (_, trainSpec, evalSpec, message) => {
    const run = trainAndEvaluate(make(), { inputFn, ...trainSpec }, { inputFn: validation, ...evalSpec });
    await expect(run).rejects.toThrow(message);
    expect(readdirSync(modelDir)).toEqual([]);
  });
});

describe('trainAndEvaluate in another process', () => {
  const evalSpec = { inputFn: validation, throttleSecs: 0 };

  it('goes on from the newest checkpoint, and evaluates none twice', async () => {
    await trainAndEvaluate(make(), { inputFn, maxSteps: 15 }, evalSpec);
    await trainAndEvaluate(make(), { inputFn, maxSteps: 30 }, evalSpec);
    expect(await stepsOf(make())).toEqual([11, 15, 26, 30]);
  });

  it('gives what is known where there is nothing left to train', async () => {
    const [first] = await trainAndEvaluate(make(), { inputFn, maxSteps: 15 }, evalSpec);
    const told: ExportRequest[] = [];
    const again = await trainAndEvaluate(make(), { inputFn, maxSteps: 15 }, { ...evalSpec, exporters: recorder(told) });
    expect(again).toEqual([first, []]);
    expect(told).toEqual([]);
    expect(await stepsOf(make())).toEqual([11, 15]);
  });

  it('evaluates and exports the last checkpoint where the one before died before it could', async () => {
    await make().train({ inputFn, maxSteps: 15 });
    const exporters = finalExporter({ name: 'final' });
    const [{ globalStep }, [path]] = await trainAndEvaluate(
      make(),
      { inputFn, maxSteps: 15 },
      { ...evalSpec, exporters },
    );
    expect([globalStep, await stepsOf(make())]).toEqual([15, [15]]);
    expect((await loadSavedModel(path!)).globalStep).toBe(15);
  });
});

describe('exporters', () => {
  it('are told of each evaluation, its checkpoint and their place, and when training is done', async () => {
    const told: ExportRequest[] = [];
    const classifier = make();
    const evalSpec = { inputFn: validation, name: 'validation', throttleSecs: 0, exporters: [recorder(told)] };
    const [last, exports] = await trainAndEvaluate(classifier, { inputFn, maxSteps: 12 }, evalSpec);
    expect(exports).toEqual(['export 2']);
    const evaluations = await classifier.evaluations('validation');
    expect(told).toEqual(
      [11, 12].map((step, i) => ({
        estimator: classifier,
        exportPath: { base: join(modelDir, 'export/recorder') },
        checkpointPath: join(modelDir, `model.ckpt-${step}.safetensors`),
        evalResult: evaluations[i],
        evalName: 'validation',
        isTheFinalExport: step === 12,
      })),
    );
    expect(told[1]!.evalResult).toEqual(last);
  });

  it('that have not exported the last checkpoint are asked again where training ends there, evaluated already', async () => {
    const [told, refused]: [ExportRequest[], ExportRequest[]] = [[], []];
    const refusing: Exporter = { name: 'refusing', export: async (request) => void refused.push(request) };
    const exporters = [recorder(told), refusing, finalExporter({ name: 'final' })];
    const classifier = make({}, { saveCheckpointsSteps: 4 });
    const evalSpec = { inputFn: validation, throttleSecs: 0, exporters };
    const [, exports] = await trainAndEvaluate(classifier, { inputFn: oneEpoch }, evalSpec); // saves at 1 and 5
    expect(await stepsOf(classifier)).toEqual([5]);
    expect(told.map(({ isTheFinalExport }) => isTheFinalExport)).toEqual([false]);
    expect(refused.map(({ isTheFinalExport }) => isTheFinalExport)).toEqual([false, true]);
    expect(exports).toEqual(['export 1', undefined, expect.stringContaining('/export/final/')]);
  });

  it('leave exports that predict as the estimator does', async () => {
    const classifier = make();
    const exporters = [latestExporter({ name: 'latest' }), bestExporter(), finalExporter({ name: 'final' })];
    const evalSpec = { inputFn: validation, exporters };
    const [, exports] = await trainAndEvaluate(classifier, { inputFn, maxSteps: 8 }, evalSpec);
    const logits = async (predictions: AsyncIterable<object>) => {
      const all: object[] = [];
      for await (const prediction of predictions) all.push(prediction);
      return all;
    };
    const expected = await logits(classifier.predict({ inputFn: validation }));
    expect(exports).toHaveLength(3);
    for (const path of exports) {
      expect(await logits((await loadSavedModel(path!)).predict({ inputFn: validation }))).toEqual(expected);
    }
  });

  it("export TensorFlow's checkpoints just so", async () => {
    const run = async (checkpointFormat: RunConfig['checkpointFormat'], name: string) => {
      const classifier = make({ modelDir: join(modelDir, name) }, { checkpointFormat });
      const exporters = latestExporter({ name: 'latest' });
      const evalSpec = { inputFn: validation, throttleSecs: 0, exporters };
      const [evaluation, [path]] = await trainAndEvaluate(classifier, { inputFn, maxSteps: 12 }, evalSpec);
      const predictions: object[] = [];
      const model = await loadSavedModel(path!);
      for await (const prediction of model.predict({ inputFn: validation })) predictions.push(prediction);
      return { evaluation, predictions };
    };
    expect(await run('tensorflow', 'a')).toEqual(await run('safetensors', 'b'));
  });

  it('keep their exports in a storage too, each by its name', async () => {
    const storage = memoryStorage();
    const exporters = [latestExporter({ name: 'latest', exportsToKeep: 1 }), bestExporter()];
    const [, exports] = await trainAndEvaluate(
      make({ modelDir: storage }),
      { inputFn, maxSteps: 25 },
      { inputFn: validation, throttleSecs: 0, exporters },
    );
    expect(exports[0]).toMatch(/^export_latest_\d{10}\.safetensors$/);
    const names = (await storage.list()).filter((name) => name.startsWith('export_'));
    expect(names.filter((name) => name.startsWith('export_latest_'))).toEqual([exports[0]]);
    expect((await loadSavedModel(await storage.read(exports[0]!))).globalStep).toBe(25);
    expect((await make({ modelDir: storage }).evaluate({ inputFn: validation })).globalStep).toBe(25);
  });

  it('are refused, before training, where there is no modelDir to export to', async () => {
    const classifier = make({ modelDir: undefined });
    const run = trainAndEvaluate(classifier, { inputFn }, { inputFn: validation, exporters: bestExporter() });
    await expect(run).rejects.toThrow('Cannot export by "best_exporter": the estimator has no modelDir.');
  });
});

describe('latestExporter', () => {
  it('exports every checkpoint that is evaluated, and keeps the newest five', async () => {
    const run = (name: string, exportsToKeep?: number | null) =>
      trainAndEvaluate(
        make({}, { saveCheckpointsSteps: 1 }),
        { inputFn: oneEpoch },
        { inputFn: validation, throttleSecs: 0, exporters: latestExporter({ name, exportsToKeep }) },
      );
    await run('latest');
    await run('latest');
    const stepsExported = (name: string) =>
      Promise.all(
        exportsOf(name).map(async (file) => (await loadSavedModel(join(modelDir, 'export', name, file))).globalStep),
      );
    expect(await stepsExported('latest')).toEqual([5, 7, 8, 9, 10]);
    await run('two', 2);
    expect(await stepsExported('two')).toEqual([14, 15]);
    await run('all', null);
    await run('all', null);
    expect(await stepsExported('all')).toEqual([17, 18, 19, 20, 22, 23, 24, 25]);
  });

  it('leaves other files alone, and goes on where old exports cannot be deleted', async () => {
    const storage = memoryStorage();
    await storage.write('export_latest_12.safetensors', Uint8Array.of(1));
    vi.spyOn(storage, 'remove').mockImplementation(async (name) => {
      throw new Error(`Cannot delete ${name.replace(/\d+/, '…')}.`);
    });
    const warn = vi.fn();
    await trainAndEvaluate(
      make({ modelDir: storage }, { saveCheckpointsSteps: 2, keepCheckpointMax: 0, logger: { ...silentLogger, warn } }),
      { inputFn, maxSteps: 5 },
      { inputFn: validation, throttleSecs: 0, exporters: latestExporter({ name: 'latest', exportsToKeep: 1 }) },
    );
    expect(warn.mock.calls).toEqual([['Old exports are still there: Cannot delete export_latest_….safetensors.']]);
  });

  it('refuses to keep none', () => {
    expect(() => latestExporter({ name: 'latest', exportsToKeep: 0 })).toThrow(
      'exportsToKeep must be a whole number, 1',
    );
  });
});

describe('bestExporter', () => {
  /** An estimator whose evaluations found these losses so far; its exports are counted. */
  function evaluated(losses: readonly number[], logger = silentLogger) {
    const evaluations = losses.map((loss, i) => ({ loss, accuracy: 1 - loss, globalStep: i }));
    const exported: number[] = [];
    const estimator = {
      config: { logger },
      evaluations: async () => evaluations,
      exportSavedModel: async () => `export ${exported.push(evaluations.length)}`,
    };
    const next = async (exporter: Exporter, loss: number) => {
      const evalResult = { loss, accuracy: 1 - loss, globalStep: evaluations.length };
      evaluations.push(evalResult);
      return exporter.export({
        ...{ estimator, evalResult, exportPath: { base: memoryStorage() }, checkpointPath: undefined },
        ...{ evalName: undefined, isTheFinalExport: false },
      });
    };
    return { exported, next };
  }

  it('exports the first, and whatever has a smaller loss than all before it', async () => {
    const exporter = bestExporter();
    const { exported, next } = evaluated([]);
    for (const loss of [0.5, 0.6, 0.5, 0.4, 0.45, 0.3]) await next(exporter, loss);
    expect(exported).toEqual([1, 4, 6]);
  });

  it('compares with the best of earlier processes, too', async () => {
    const info = vi.fn();
    const { exported, next } = evaluated([0.5, 0.3, 0.6], { ...silentLogger, info });
    const exporter = bestExporter();
    expect(await next(exporter, 0.4)).toBeUndefined();
    expect(await next(exporter, 0.2)).toBe('export 1');
    expect(exported).toEqual([5]);
    expect(info.mock.calls.flat()).toEqual(['Loading best metric from event files.', 'Performing best model export.']);
  });

  it('compares as it is told to', async () => {
    const exporter = bestExporter({
      compareFn: ({ bestEvalResult, currentEvalResult }) => currentEvalResult.accuracy! < bestEvalResult.accuracy!,
    });
    const { exported, next } = evaluated([0.2]);
    for (const loss of [0.1, 0.3, 0.2, 0.4]) await next(exporter, loss);
    expect(exported).toEqual([3, 5]);
  });

  it('begins anew with another estimator', async () => {
    const exporter = bestExporter();
    await evaluated([]).next(exporter, 0.1);
    const other = evaluated([]);
    await other.next(exporter, 0.5);
    expect(other.exported).toEqual([1]);
  });

  it('is of the best checkpoint of two processes, in a modelDir', async () => {
    const run = (maxSteps: number) =>
      trainAndEvaluate(
        make(),
        { inputFn, maxSteps },
        { inputFn: validation, throttleSecs: 0, name: 'validation', exporters: bestExporter({ exportsToKeep: 1 }) },
      );
    await run(60);
    await run(120);
    const evaluations = await make().evaluations('validation');
    const best = evaluations.reduce((a, b) => (b.loss < a.loss ? b : a));
    const files = exportsOf('best_exporter');
    expect(files).toHaveLength(1);
    expect((await loadSavedModel(join(modelDir, 'export/best_exporter', files[0]!))).globalStep).toBe(best.globalStep);
  });
});

describe('finalExporter', () => {
  it('exports once, at the end', async () => {
    const evalSpec = { inputFn: validation, throttleSecs: 0, exporters: finalExporter({ name: 'final' }) };
    const [, [path]] = await trainAndEvaluate(make(), { inputFn, maxSteps: 35 }, evalSpec);
    expect(exportsOf('final')).toEqual([path!.split('/').at(-1)]);
    expect((await loadSavedModel(path!)).globalStep).toBe(35);
  });
});

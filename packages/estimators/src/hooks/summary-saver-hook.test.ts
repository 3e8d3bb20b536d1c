import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStorage } from '@feedforward/checkpoint';
import { readEvents, type ScalarEvent, SummaryWriter } from '@feedforward/checkpoint/tensorboard';
import { loadIris } from '@feedforward/datasets';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DNNClassifier } from '../dnn/dnn-classifier.ts';
import type { RunConfig } from '../estimator/run-config.ts';
import { all, classifier, endless } from '../estimator/testing.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { SummarySaverHook } from './summary-saver-hook.ts';
import type { TrainingHook } from './training-hook.ts';

let modelDir = '';
beforeEach(() => {
  modelDir = mkdtempSync(join(tmpdir(), 'summaries-'));
});
afterEach(() => {
  rmSync(modelDir, { recursive: true });
});

const make = (config: RunConfig = {}) =>
  classifier({ modelDir, config: { logger: silentLogger, randomSeed: 1, ...config } });
const eventFiles = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('events.out.tfevents.')) : [];

/** All that is in a folder's event files, whole ones. */
async function scalarsIn(folder: string): Promise<ScalarEvent[]> {
  const scalars: ScalarEvent[] = [];
  for (const file of eventFiles(folder).sort()) {
    const events = await readEvents(join(folder, file));
    expect(events.isTruncated).toBe(false);
    scalars.push(...events.scalars);
  }
  return scalars;
}
const stepsOf = (scalars: readonly ScalarEvent[], tag: string): number[] =>
  scalars.filter((scalar) => scalar.tag === tag).map(({ step }) => step);

describe('an estimator whose modelDir is a folder', () => {
  it("writes loss and speed for TensorBoard at TensorFlow's steps, the loss as it was", async () => {
    const losses = new Map<number, number>();
    const hook: TrainingHook = {
      afterRun: (_, { globalStep, loss }) => void losses.set(globalStep, Math.fround(loss)),
    };
    await make().train({ inputFn: endless, steps: 250, hooks: [hook] });
    const scalars = await scalarsIn(modelDir);
    expect(stepsOf(scalars, 'loss')).toEqual([1, 101, 201]);
    expect(stepsOf(scalars, 'global_step/sec')).toEqual([101, 201]);
    for (const { tag, step, value } of scalars) {
      if (tag === 'loss') expect(value).toBe(losses.get(step));
      else expect(value).toBeGreaterThan(0);
    }
  });

  it('goes on with its curves: trained again in the same file, in another process in another', async () => {
    const first = make({ saveSummarySteps: 10 });
    await first.train({ inputFn: endless, steps: 15 });
    await first.train({ inputFn: endless, steps: 5 });
    expect(eventFiles(modelDir)).toHaveLength(1);
    expect(stepsOf(await scalarsIn(modelDir), 'loss')).toEqual([1, 11, 16]);
    await make({ saveSummarySteps: 10 }).train({ inputFn: endless, steps: 15 });
    expect(eventFiles(modelDir)).toHaveLength(2);
    expect(stepsOf(await scalarsIn(modelDir), 'loss')).toEqual([1, 11, 16, 21, 31]);
  });

  it("writes each evaluation's scores into eval, those with a name into eval_<name>, by TensorFlow's names", async () => {
    const trained = await make().train({ inputFn: endless, steps: 5 });
    const scores = [await trained.evaluate(all)];
    await trained.train({ inputFn: endless, steps: 5 });
    scores.push(await trained.evaluate(all));
    const named = await trained.evaluate({ ...all, name: 'test' });
    const expected = (of: typeof named) => [
      ['accuracy', Math.fround(of.accuracy), of.globalStep],
      ['average_loss', Math.fround(of.averageLoss), of.globalStep],
      ['loss', Math.fround(of.loss), of.globalStep],
    ];
    const found = async (folder: string) =>
      (await scalarsIn(join(modelDir, folder))).map(({ tag, value, step }) => [tag, value, step]);
    expect(await found('eval')).toEqual(scores.flatMap(expected));
    expect(await found('eval_test')).toEqual(expected(named));
    expect(eventFiles(join(modelDir, 'eval'))).toHaveLength(1);
  });

  it("names a binary head's scores as TensorFlow does", async () => {
    const iris = loadIris();
    const isVirginica = Uint8Array.from(iris.labels, (label) => Number(label === 2));
    const inputFn = arrayInputFn({ x: { x: iris.features }, y: isVirginica, shuffle: false });
    const featureColumns = [numericColumn('x', { shape: [4] })];
    const config = { logger: silentLogger, randomSeed: 1 };
    const binary = new DNNClassifier({ hiddenUnits: [2], featureColumns, modelDir, config });
    await (await binary.train({ inputFn, steps: 1 })).evaluate({ inputFn });
    expect((await scalarsIn(join(modelDir, 'eval'))).map(({ tag }) => tag).sort()).toEqual([
      'accuracy',
      'accuracy_baseline',
      'auc',
      'auc_precision_recall',
      'average_loss',
      'label/mean',
      'loss',
      'precision',
      'prediction/mean',
      'recall',
    ]);
  });

  it('writes nothing where saveSummarySteps is 0', async () => {
    const trained = await make({ saveSummarySteps: 0 }).train({ inputFn: endless, steps: 5 });
    await trained.evaluate(all);
    expect([eventFiles(modelDir), existsSync(join(modelDir, 'eval'))]).toEqual([[], false]);
    expect(() => make({ saveSummarySteps: -1 })).toThrow(
      'Cannot save summaries: saveSummarySteps must be a whole number, 0 or more; it is -1.',
    );
  });

  it('trains and evaluates all the same where nothing can be written, and warns', async () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (line: string) => void warnings.push(line) };
    writeFileSync(join(modelDir, 'eval'), 'no folder');
    const deletes: TrainingHook = {
      afterRun: async (_, { globalStep }) => {
        if (globalStep !== 2) return;
        await vi.waitFor(() => expect(eventFiles(modelDir)).toHaveLength(1));
        for (const file of eventFiles(modelDir)) rmSync(join(modelDir, file));
      },
    };
    const trained = make({ logger, saveSummarySteps: 2 });
    await trained.train({ inputFn: endless, steps: 9, hooks: [deletes] });
    expect((await trained.evaluate(all)).globalStep).toBe(9);
    expect(warnings).toEqual([
      `The summaries are not saved: Cannot write events into "${modelDir}": it does not exist (ENOENT).`,
      expect.stringContaining(`The summaries are not saved: Cannot write events into "${modelDir}/eval": EEXIST`),
    ]);
  });
});

describe('SummarySaverHook', () => {
  const inMemory = () => {
    const bytes: number[] = [];
    return { bytes, writer: new SummaryWriter((more) => void bytes.push(...more)) };
  };

  it('writes anywhere, where there are no files', async () => {
    const { bytes, writer } = inMemory();
    const hooks = [new SummarySaverHook({ saveSteps: 2, summaryWriter: writer })];
    const trained = classifier({ modelDir: memoryStorage() });
    await trained.train({ inputFn: endless, steps: 5, hooks });
    const { scalars } = await readEvents(Uint8Array.from(bytes));
    expect(scalars.map(({ tag, step }) => `${tag} ${step}`)).toEqual([
      'loss 1',
      ...[3, 5].flatMap((step) => [`loss ${step}`, `global_step/sec ${step}`]),
    ]);
  });

  it('writes into a folder of its own', async () => {
    const outputDir = join(modelDir, 'own');
    const hooks = [new SummarySaverHook({ saveSteps: 1, outputDir })];
    await classifier({}).train({ inputFn: endless, steps: 3, hooks });
    expect(stepsOf(await scalarsIn(outputDir), 'loss')).toEqual([1, 2, 3]);
  });

  it('does not end training where it cannot write, and warns once; nothing is lost once it can', async () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (line: string) => void warnings.push(line) };
    const { bytes } = inMemory();
    let isFull = true;
    const summaryWriter = new SummaryWriter((more) => {
      if (isFull) throw new Error('The disk is full.');
      bytes.push(...more);
    });
    const hooks = [new SummarySaverHook({ saveSteps: 1, summaryWriter })];
    const trained = classifier({ config: { logger } });
    await trained.train({ inputFn: endless, steps: 3, hooks });
    expect(warnings).toEqual(['The summaries are not saved: The disk is full.']);
    isFull = false;
    await trained.train({ inputFn: endless, steps: 2, hooks });
    expect(stepsOf((await readEvents(Uint8Array.from(bytes))).scalars, 'loss')).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not keep training waiting for a slow disk', async () => {
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let calls = 0;
    const summaryWriter = new SummaryWriter(() => {
      calls++;
      return opened;
    });
    const callsAtFive: number[] = [];
    const opens: TrainingHook = {
      afterRun: (_, { globalStep }) => {
        if (globalStep !== 5) return;
        callsAtFive.push(calls);
        open();
      },
    };
    const hooks = [new SummarySaverHook({ saveSteps: 1, summaryWriter }), opens];
    await classifier({}).train({ inputFn: endless, steps: 5, hooks }); // would wait for ever
    expect([callsAtFive, calls]).toEqual([[1], 2]);
  });

  it.each([
    [{}, 'it takes steps or seconds to wait, one of them'],
    [{ saveSteps: 0, outputDir: 'x' }, 'the steps to wait must be a whole number, 1 or more; it is 0'],
    [{ saveSteps: 1 }, 'it takes outputDir or summaryWriter, one of them, found none'],
    [{ saveSteps: 1, outputDir: 'x', summaryWriter: new SummaryWriter(() => {}) }, 'one of them, found both'],
  ])('refuses %o', (options, message) => {
    expect(() => new SummarySaverHook(options)).toThrow(message);
  });
});

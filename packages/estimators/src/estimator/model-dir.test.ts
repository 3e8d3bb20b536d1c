import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckpointStorage, memoryStorage } from '@feedforward/checkpoint';
import { loadIris } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { loadModel } from '@feedforward/training';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DNNClassifier, type DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { silentLogger } from '../log/logger.ts';

const iris = loadIris().shuffle(new RandomState(0));
/** Four steps an epoch, without end. */
const endless = arrayInputFn({
  x: { x: iris.features.slice(0, 128) },
  y: iris.labels.slice(0, 128),
  batchSize: 32,
  numEpochs: null,
  shuffle: true,
});
const input = { inputFn: arrayInputFn({ x: { x: iris.features }, y: iris.labels, shuffle: false }) };

let modelDir = '';
beforeEach(() => {
  modelDir = mkdtempSync(join(tmpdir(), 'model-dir-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(modelDir, { recursive: true });
});

const make = (options: Partial<DNNClassifierOptions> = {}): DNNClassifier =>
  new DNNClassifier({
    hiddenUnits: [10],
    nClasses: 3,
    featureColumns: [numericColumn('x', { shape: [4] })],
    dropout: 0.1,
    modelDir,
    config: { logger: silentLogger, randomSeed: 42 },
    ...options,
  });
const files = (): string[] => readdirSync(modelDir).sort();
const checkpoints = (): number[] =>
  files()
    .flatMap((name) => /^model\.ckpt-(\d+)\.safetensors$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

async function first<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}

describe('a DNNClassifier with a modelDir', () => {
  it('goes on in another process where it stopped: trained twice for half the steps is trained once', async () => {
    const whole = await make({ modelDir: undefined }).train({ inputFn: endless, steps: 40 });
    await make().train({ inputFn: endless, steps: 20 });
    const second = await make().train({ inputFn: endless, steps: 20 });
    expect(await second.evaluate(input)).toEqual(await whole.evaluate(input));
    expect(await second.latestCheckpoint()).toBe(`${modelDir}/model.ckpt-40.safetensors`);
    expect(checkpoints()).toEqual([1, 20, 21, 40]);
    const others = files().filter((name) => !/^(model\.|events\.)/.test(name));
    expect(others).toEqual(['checkpoint', 'eval', 'eval.json']);
  });

  it('does so from one made without a seed, whose streams are in the checkpoint', async () => {
    await make({ config: { logger: silentLogger } }).train({ inputFn: endless, steps: 8 });
    const goOn = async () => {
      const copy = memoryStorage();
      for (const name of files()) await copy.write(name, await readFile(join(modelDir, name)));
      const classifier = make({ modelDir: copy, config: { logger: silentLogger } });
      return (await classifier.train({ inputFn: endless, steps: 8 })).evaluate(input);
    };
    expect(await goOn()).toEqual(await goOn());
  });

  it('counts maxSteps from the very beginning, in whichever process', async () => {
    await make().train({ inputFn: endless, maxSteps: 8 });
    await make().train({ inputFn: endless, maxSteps: 8 });
    expect(checkpoints()).toEqual([1, 8]);
    await make().train({ inputFn: endless, maxSteps: 10 });
    expect(checkpoints()).toEqual([1, 8, 9, 10]);
  });

  it('evaluates and predicts untrained, from the newest checkpoint there is each time', async () => {
    const [trained, other] = [make(), make()];
    await expect(other.evaluate(input)).rejects.toThrow(
      'Cannot evaluate: the classifier has not been trained, and there is no checkpoint in its modelDir.',
    );
    expect(await other.latestCheckpoint()).toBeUndefined();
    await trained.train({ inputFn: endless, steps: 4 });
    expect(await other.evaluate(input)).toEqual(await trained.evaluate(input));
    await trained.train({ inputFn: endless, steps: 4 });
    expect(await first(other.predict(input))).toEqual(await first(trained.predict(input)));
    expect((await other.evaluate(input)).globalStep).toBe(8);
  });

  it('saves after the first step, every so many from there on and after the last, and keeps the newest', async () => {
    const config = { logger: silentLogger, randomSeed: 42, saveCheckpointsSteps: 3, keepCheckpointMax: 4 };
    await make({ config }).train({ inputFn: endless, steps: 20 });
    expect(checkpoints()).toEqual([13, 16, 19, 20]);
  });

  it('saves every so many seconds', async () => {
    const config = { logger: silentLogger, randomSeed: 42, saveCheckpointsSecs: 1e-9, keepCheckpointMax: 0 };
    await make({ config }).train({ inputFn: endless, steps: 3 });
    expect(checkpoints()).toEqual([1, 2, 3]);
  });

  it('trains the same, whether or not it saves', async () => {
    const saving = await make({ config: { logger: silentLogger, randomSeed: 42, saveCheckpointsSteps: 1 } }).train({
      inputFn: endless,
      steps: 9,
    });
    const plain = await make({ modelDir: undefined }).train({ inputFn: endless, steps: 9 });
    expect(await saving.evaluate(input)).toEqual(await plain.evaluate(input));
  });

  it('goes on from what another has saved there meanwhile', async () => {
    const one = await make().train({ inputFn: endless, steps: 2 });
    await make().train({ inputFn: endless, steps: 2 });
    await one.train({ inputFn: endless, steps: 2 });
    expect(checkpoints()).toEqual([2, 3, 4, 5, 6]);
  });

  it('saves when it is aborted, and lets others train', async () => {
    const controller = new AbortController();
    async function* aborting(context: Parameters<typeof endless>[0]) {
      let batches = 0;
      for await (const batch of endless(context)) {
        if (++batches === 6) controller.abort();
        yield batch;
      }
    }
    await expect(make().train({ inputFn: aborting, signal: controller.signal })).rejects.toThrow(/abort/i);
    expect(checkpoints()).toEqual([1, 5]);
    await make().train({ inputFn: endless, steps: 1 });
    expect(checkpoints()).toEqual([1, 5, 6]);
  });

  it('is refused by a second that trains there at the same time', async () => {
    const second: unknown[] = [];
    async function* meanwhile(context: Parameters<typeof endless>[0]) {
      for await (const batch of endless(context)) {
        if (second.length === 0) second.push(await make().train({ inputFn: endless, steps: 1 }).catch(String));
        yield batch;
      }
    }
    await make().train({ inputFn: meanwhile, steps: 2 });
    expect(second).toEqual([expect.stringContaining('has it. Close that one first.')]);
    expect(checkpoints()).toEqual([1, 2]);
  });

  it('goes on from the one before where the newest is damaged, saying so', async () => {
    await make().train({ inputFn: endless, steps: 4 });
    await make().train({ inputFn: endless, steps: 4 });
    const path = join(modelDir, 'model.ckpt-8.safetensors');
    await writeFile(path, (await readFile(path)).subarray(0, 999));
    const warn = vi.fn();
    const config = { logger: { ...silentLogger, warn } };
    expect((await make({ config }).evaluate(input)).globalStep).toBe(5);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('Going on to "model.ckpt-5.safetensors".'));
  });

  it('does not take a checkpoint of another network', async () => {
    await make().train({ inputFn: endless, steps: 1 });
    await expect(make({ hiddenUnits: [11] }).train({ inputFn: endless, steps: 1 })).rejects.toThrow(
      `Cannot go on from ${modelDir}/model.ckpt-1.safetensors, which does not fit. Cannot set parameter "hiddenlayer_0/kernel": it takes shape [4, 11], found [4, 10].`,
    );
    await make().train({ inputFn: endless, steps: 1 }); // nothing is locked
  });

  it('is evaluated with any optimizer, but gone on from only with that which it was trained with', async () => {
    const trained = await make().train({ inputFn: endless, steps: 2 });
    const other = make({ optimizer: 'adam' });
    expect(await other.evaluate(input)).toEqual(await trained.evaluate(input));
    await expect(other.train({ inputFn: endless, steps: 1 })).rejects.toThrow(
      'it was trained with adagrad, this optimizer is adam',
    );
    const checkpointPath = await trained.latestCheckpoint();
    const elsewhere = make({ modelDir: undefined, optimizer: 'adam' });
    expect(await elsewhere.evaluate({ ...input, checkpointPath })).toEqual(await trained.evaluate(input));
  });

  it('says that it cannot save, and goes on from memory', async () => {
    const storage: CheckpointStorage = memoryStorage();
    const classifier = make({ modelDir: storage });
    const write = vi.spyOn(storage, 'write').mockRejectedValue(new Error('Cannot write: the disk is full.'));
    await expect(classifier.train({ inputFn: endless, steps: 4 })).rejects.toThrow('the disk is full');
    expect((await classifier.evaluate(input)).globalStep).toBe(4);
    write.mockRestore();
    await classifier.train({ inputFn: endless, steps: 1 });
    expect(await classifier.latestCheckpoint()).toBe('model.ckpt-5.safetensors');
  });

  it('leaves checkpoints that a network is rebuilt from alone', async () => {
    const classifier = await make().train({ inputFn: endless, steps: 4 });
    const { predict } = await loadModel((await classifier.latestCheckpoint())!);
    const { logits } = (await first(classifier.predict(input)))!;
    expect((await predict(iris.features.slice(0, 1))).data).toEqual(logits);
  });

  it('makes no folder before it trains', async () => {
    const folder = join(modelDir, 'later');
    await expect(make({ modelDir: folder }).evaluate(input)).rejects.toThrow('no checkpoint');
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    [{ saveCheckpointsSteps: 0 }, 'saveCheckpointsSteps must be a whole number, 1 or more; it is 0'],
    [{ saveCheckpointsSecs: -1 }, 'saveCheckpointsSecs must be above 0; it is -1'],
  ])('refuses %o', (config, message) => {
    expect(() => make({ config })).toThrow(message);
  });
});

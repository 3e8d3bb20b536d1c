import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckpointStorage, memoryStorage, type TensorData } from '@feedforward/checkpoint';
import { readTensorFlowCheckpoint, writeTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
import { loadIris } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { gradientDescent, type OptimizerName, optimizerNames } from '@feedforward/training';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BaselineClassifier } from '../baseline/baseline-classifier.ts';
import { DNNClassifier, type DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import { DNNRegressor } from '../dnn/dnn-regressor.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import type { RunConfig } from './run-config.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tensorflow-model-dir-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const iris = loadIris();
const all = { inputFn: arrayInputFn({ x: { x: iris.features }, y: iris.labels, shuffle: false }) };
const shuffled = loadIris().shuffle(new RandomState(0));
/** An epoch a step, without end: where a run stops, its input has come to a border. */
const endless = arrayInputFn({
  x: { x: shuffled.features.slice(0, 128) },
  y: shuffled.labels.slice(0, 128),
  batchSize: 128,
  numEpochs: null,
  shuffle: true,
});
const config: RunConfig = { logger: silentLogger, randomSeed: 42, checkpointFormat: 'tensorflow' };
const make = (options: Partial<DNNClassifierOptions> = {}): DNNClassifier =>
  new DNNClassifier({
    hiddenUnits: [5],
    nClasses: 3,
    featureColumns: [numericColumn('x', { shape: [4] })],
    modelDir: folder,
    config,
    ...options,
  });
const numbers = ({ data }: TensorData): number[] => Array.from(data, Number);

async function predictions(classifier: DNNClassifier): Promise<number[][]> {
  const logits: number[][] = [];
  for await (const prediction of classifier.predict(all)) logits.push([...prediction.logits]);
  return logits;
}

/** Every bit that there is, by TensorFlow's names. */
async function variables(estimator: DNNClassifier): Promise<[string, number[]][]> {
  const names = await estimator.getVariableNames();
  return Promise.all(names.map(async (name) => [name, numbers(await estimator.getVariableValue(name))] as const)).then(
    (pairs) => pairs.map(([name, values]) => [name, values]),
  );
}

// A checkpoint that tf.estimator.DNNClassifier wrote stands beside the project on some machines.
const fixture = new URL('../../../../../shared/fixtures/tf-ckpt-dnnclassifier-iris-apache2/', import.meta.url);
const prefix = 'model.ckpt-2000';

describe.skipIf(!existsSync(fixture))('a modelDir that TensorFlow wrote (skipped without ../shared/fixtures)', () => {
  beforeEach(() => {
    for (const name of readdirSync(fixture)) writeFileSync(join(folder, name), readFileSync(new URL(name, fixture)));
  });
  const tensorFlow = (options: Partial<DNNClassifierOptions> = {}) => make({ hiddenUnits: [10, 20, 10], ...options });
  const tensors = () => readTensorFlowCheckpoint(join(folder, prefix));

  it('is evaluated: 148 of the 150 irises are right', async () => {
    const { accuracy, globalStep } = await tensorFlow().evaluate(all);
    expect(accuracy * 150).toBeCloseTo(148, 9);
    expect(globalStep).toBe(2000);
  });

  it('is evaluated and predicted from by one of its checkpoints, wherever the modelDir is', async () => {
    const other = tensorFlow({ modelDir: undefined });
    const checkpointPath = join(folder, prefix);
    const { accuracy, globalStep } = await other.evaluate({ ...all, checkpointPath });
    expect([Math.round(accuracy * 150), globalStep]).toEqual([148, 2000]);
    const classes: number[] = [];
    for await (const { classIds } of other.predict({ ...all, checkpointPath })) classes.push(classIds[0]);
    expect(classes.filter((id, i) => id === iris.labels[i])).toHaveLength(148);
    expect(await tensorFlow().latestCheckpoint()).toBe(checkpointPath);
  });

  it('is found by absolute paths, too, and where the folder was moved', async () => {
    writeFileSync(
      join(folder, 'checkpoint'),
      `model_checkpoint_path: "/tmp/was/here/${prefix}"\nall_model_checkpoint_paths: "/tmp/was/here/${prefix}"\n`,
    );
    expect((await tensorFlow().evaluate(all)).globalStep).toBe(2000);
  });

  it('is gone on from with its slots: the first step is the one that Adagrad takes from there', async () => {
    const before = await tensors();
    const classifier = await tensorFlow().train({ inputFn: endless, steps: 1 });
    const accumulator = numbers(before.get('dnn/logits/biases/dnn/logits/biases/part_0/Adagrad')!);
    const bias = numbers(before.get('dnn/logits/biases')!);
    const accumulated = numbers(await classifier.getVariableValue('dnn/logits/bias/t_0/Adagrad'));
    const changed = numbers(await classifier.getVariableValue('dnn/logits/bias'));
    accumulated.forEach((after, i) => {
      const squared = after - accumulator[i]!;
      expect(squared).toBeGreaterThanOrEqual(0);
      expect(Math.abs(changed[i]! - bias[i]!)).toBeCloseTo((0.05 * Math.sqrt(squared)) / Math.sqrt(after), 4);
    });
    expect((await tensorFlow().evaluate(all)).globalStep).toBe(2001);
  });

  it("trains the same each time from a seed: the random streams, which TensorFlow's files lack, begin by it", async () => {
    const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const);
    const run = async () => {
      const modelDir = memoryStorage();
      for (const [name, bytes] of files) await modelDir.write(name, bytes);
      return variables(await tensorFlow({ modelDir, dropout: 0.5 }).train({ inputFn: endless, steps: 6 }));
    };
    expect(await run()).toEqual(await run());
  });

  it('is gone on from in either format, and rotated', async () => {
    const safetensors = { ...config, checkpointFormat: 'safetensors', keepCheckpointMax: 2 } as const;
    await tensorFlow({ config: safetensors }).train({ inputFn: endless, steps: 2 });
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoint',
      'model.ckpt-2001.safetensors',
      'model.ckpt-2002.safetensors',
    ]);
    await tensorFlow().train({ inputFn: endless, steps: 1 });
    expect(await tensorFlow().latestCheckpoint()).toBe(join(folder, 'model.ckpt-2003'));
  });

  it('is not gone on from by another optimizer, which is told what there is; but evaluated', async () => {
    await expect(tensorFlow({ optimizer: 'adam' }).train({ inputFn: endless, steps: 1 })).rejects.toThrow(
      'Cannot go on from "model.ckpt-2000" with adam: it must have slots Adam, Adam_1 of "dnn/hiddenlayer_0/kernel", it has Adagrad. Use the optimizer that it was trained with, or warmStartFrom to take its parameters only.',
    );
    const plain = tensorFlow({ optimizer: 'SGD' });
    expect((await plain.evaluate(all)).accuracy * 150).toBeCloseTo(148, 9);
    await expect(plain.train({ inputFn: endless, steps: 1 })).rejects.toThrow(/it must have slots none .* has Adagrad/);
  });

  it('is not taken by another network, which is told what there is', async () => {
    await expect(tensorFlow({ hiddenUnits: [10, 20, 10, 5] }).evaluate(all)).rejects.toThrow(
      'Cannot go on from "model.ckpt-2000": it must have a variable "dnn/hiddenlayer_3/kernel", it has dnn/hiddenlayer_0/bias, ',
    );
    await expect(tensorFlow({ hiddenUnits: [10, 20, 11] }).evaluate(all)).rejects.toThrow(
      /"hiddenlayer_2\/kernel": it takes shape \[20, 11\], found \[20, 10\]/,
    );
  });

  it('that lacks a slot is not gone on from', async () => {
    const without = [...(await tensors())].filter(([name]) => !/hiddenlayer_1\/biases\/.*Adagrad/.test(name));
    await writeTensorFlowCheckpoint(join(folder, prefix), without);
    await expect(tensorFlow().train({ inputFn: endless, steps: 1 })).rejects.toThrow(
      'it must have slots Adagrad of "dnn/hiddenlayer_1/bias", it has none',
    );
  });

  it.each(['', 't_0/', 'part_0/'])(
    'is gone on from whichever way its slots are called: <variable>/%sAdagrad',
    async (between) => {
      const renamed = [...(await tensors())].map(([name, value]) => {
        const [, variable] = /^(.*\/(?:weights|biases))\/.*Adagrad$/.exec(name) ?? [];
        return [variable ? `${variable}/${between}Adagrad` : name, value] as const;
      });
      const expected = numbers((await tensors()).get('dnn/logits/biases/dnn/logits/biases/part_0/Adagrad')!);
      await writeTensorFlowCheckpoint(join(folder, prefix), renamed);
      const classifier = tensorFlow();
      await classifier.evaluate(all);
      expect(numbers(await classifier.getVariableValue('dnn/logits/bias/t_0/Adagrad'))).toEqual(expected);
    },
  );

  it('warm-starts others: all of it, by a pattern, by other names; its old names are known by the new', async () => {
    const theirs = await tensors();
    const inputFn = arrayInputFn({
      x: { x: iris.features.slice(0, 1) },
      y: Int32Array.of(0),
      batchSize: 1,
      shuffle: false,
    });
    const started = (warmStartFrom: DNNClassifierOptions['warmStartFrom'], options = {}) =>
      tensorFlow({
        modelDir: undefined,
        warmStartFrom,
        optimizer: gradientDescent({ learningRate: 0 }),
        ...options,
      }).train({ inputFn });
    for (const from of [folder, join(folder, prefix)]) {
      const classifier = await started(from);
      expect(await classifier.getVariableValue('dnn/hiddenlayer_0/kernel')).toEqual(
        theirs.get('dnn/hiddenlayer_0/weights'),
      );
      const { accuracy, globalStep } = await classifier.evaluate(all);
      expect([Math.round(accuracy * 150), globalStep]).toEqual([148, 1]);
    }
    const hidden = { ckptToInitializeFrom: folder, varsToWarmStart: '.*hiddenlayer' };
    expect(await (await started(hidden, { nClasses: 2 })).getVariableValue('dnn/hiddenlayer_2/bias')).toEqual(
      theirs.get('dnn/hiddenlayer_2/biases'),
    );
    const renamed = {
      ckptToInitializeFrom: folder,
      varsToWarmStart: ['dnn/hiddenlayer_1/bias'],
      varNameToPrevVarName: { 'dnn/hiddenlayer_1/bias': 'dnn/hiddenlayer_0/bias' },
    };
    expect(await (await started(renamed, { hiddenUnits: [3, 10] })).getVariableValue('dnn/hiddenlayer_1/bias')).toEqual(
      theirs.get('dnn/hiddenlayer_0/biases'),
    );
    const missing = { ckptToInitializeFrom: folder, varNameToPrevVarName: { 'dnn/logits/kernel': 'dnn/out/kernel' } };
    await expect(started(missing)).rejects.toThrow(
      'there is no "dnn/out/kernel" in the checkpoint, there are dnn/hiddenlayer_0/bias',
    );
  });

  it('is not warm-started: it has a checkpoint', async () => {
    const classifier = tensorFlow({ warmStartFrom: join(folder, 'nowhere') });
    await classifier.train({ inputFn: endless, steps: 1 });
    expect((await classifier.evaluate(all)).globalStep).toBe(2001);
  });
});

describe("checkpoints in TensorFlow's format", () => {
  const optimizers: [OptimizerName, string[]][] = [
    ['gradientDescent', []],
    ['momentum', ['Momentum']],
    ['nesterov', ['Momentum']],
    ['adagrad', ['Adagrad']],
    ['rmsprop', ['RMSProp', 'RMSProp_1']],
    ['adam', ['Adam', 'Adam_1']],
    ['adamw', ['AdamW', 'AdamW_1']],
    ['ftrl', ['Ftrl', 'Ftrl_1']],
  ];

  it('are known for every optimizer', () => {
    expect(optimizers.map(([name]) => name).sort()).toEqual([...optimizerNames].sort());
  });

  it.each(optimizers)(
    'of %s go on to the very bits, with dropout and batch normalization',
    async (optimizer, slots) => {
      const network = { optimizer, dropout: 0.2, batchNorm: true };
      const whole = await make({ ...network, modelDir: undefined }).train({ inputFn: endless, steps: 15 });
      for (const steps of [7, 3, 5]) await make(network).train({ inputFn: endless, steps });
      const second = make(network);
      expect(await second.evaluate(all)).toEqual(await whole.evaluate(all));
      expect(await variables(second)).toEqual(await variables(whole));
      const saved = await readTensorFlowCheckpoint(join(folder, 'model.ckpt-15'));
      const ofKernel = [...saved.keys()].filter((name) => name.startsWith('dnn/logits/kernel/'));
      expect(ofKernel).toEqual(slots.map((slot) => `dnn/logits/kernel/t_0/${slot}`));
    },
  );

  it("hold all of TensorFlow's variables, by its names, and the step; files of its own beside the state", async () => {
    await make({ optimizer: 'adam' }).train({ inputFn: endless, steps: 3 });
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoint',
      ...[1, 3].flatMap((step) => [`model.ckpt-${step}.data-00000-of-00001`, `model.ckpt-${step}.index`]),
    ]);
    const saved = await readTensorFlowCheckpoint(join(folder, 'model.ckpt-3'));
    const parameters = ['hiddenlayer_0/bias', 'hiddenlayer_0/kernel', 'logits/bias', 'logits/kernel'];
    expect([...saved.keys()].filter((name) => !name.startsWith('feedforward/'))).toEqual([
      'dnn/head/beta1_power',
      'dnn/head/beta2_power',
      ...parameters.flatMap((name) => ['', '/t_0/Adam', '/t_0/Adam_1'].map((slot) => `dnn/${name}${slot}`)),
      'global_step',
    ]);
    expect(saved.get('global_step')).toEqual({ dtype: 'int64', shape: [], data: BigInt64Array.of(3n) });
    // TensorFlow multiplies after a step: the power is that of the next one.
    expect(numbers(saved.get('dnn/head/beta1_power')!)[0]).toBeCloseTo(0.9 ** 4, 6);
    expect(readFileSync(join(folder, 'checkpoint'), 'utf8').split('\n').slice(0, 3)).toEqual([
      'model_checkpoint_path: "model.ckpt-3"',
      'all_model_checkpoint_paths: "model.ckpt-1"',
      'all_model_checkpoint_paths: "model.ckpt-3"',
    ]);
  });

  it('go on from each other: one format, then the other', async () => {
    const whole = await make({ modelDir: undefined, dropout: 0.2 }).train({ inputFn: endless, steps: 12 });
    const formats = ['tensorflow', 'safetensors', 'tensorflow', 'safetensors'] as const;
    for (const checkpointFormat of formats) {
      await make({ dropout: 0.2, config: { ...config, checkpointFormat } }).train({ inputFn: endless, steps: 3 });
    }
    expect(await predictions(make({ dropout: 0.2 }))).toEqual(await predictions(whole));
  });

  it('are kept in any storage, and rotated', async () => {
    const modelDir = memoryStorage();
    const few = { ...config, saveCheckpointsSteps: 1, keepCheckpointMax: 2 };
    const classifier = await make({ modelDir, config: few }).train({ inputFn: endless, steps: 5 });
    expect((await modelDir.list()).filter((name) => name.endsWith('.index'))).toEqual([
      'model.ckpt-4.index',
      'model.ckpt-5.index',
    ]);
    expect(await classifier.latestCheckpoint()).toBe('model.ckpt-5');
    const { globalStep } = await make({ modelDir }).evaluate({ ...all, checkpointPath: 'model.ckpt-4' });
    expect(globalStep).toBe(4);
  });

  it('that TensorFlow goes on from lose what is our own, and are gone on from all the same', async () => {
    await make().train({ inputFn: endless, steps: 3 });
    const path = join(folder, 'model.ckpt-3');
    const ofTensorFlow = [...(await readTensorFlowCheckpoint(path))].filter(
      ([name]) => !name.startsWith('feedforward/'),
    );
    await writeTensorFlowCheckpoint(path, ofTensorFlow);
    const classifier = await make().train({ inputFn: endless, steps: 1 });
    expect((await classifier.evaluate(all)).globalStep).toBe(4);
  });

  it('give the one before where the newest is damaged, saying so', async () => {
    await make().train({ inputFn: endless, steps: 4 });
    const path = join(folder, 'model.ckpt-4.data-00000-of-00001');
    writeFileSync(path, readFileSync(path).subarray(0, 99));
    const warn = vi.fn();
    const classifier = make({ config: { ...config, logger: { ...silentLogger, warn } } });
    expect((await classifier.evaluate(all)).globalStep).toBe(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('Going on to "model.ckpt-1".'));
  });

  it('are those of the regressor, too', async () => {
    const y = Float32Array.from(iris.labels);
    const inputFn = arrayInputFn({ x: { x: iris.features }, y, batchSize: 150, numEpochs: null, shuffle: true });
    const regressor = (modelDir?: string) =>
      new DNNRegressor({ hiddenUnits: [5], featureColumns: [numericColumn('x', { shape: [4] })], modelDir, config });
    const whole = await regressor().train({ inputFn, steps: 8 });
    await regressor(folder).train({ inputFn, steps: 5 });
    const second = await regressor(folder).train({ inputFn, steps: 3 });
    const scored = { inputFn: arrayInputFn({ x: { x: iris.features }, y, shuffle: false }) };
    expect(await second.evaluate(scored)).toEqual(await whole.evaluate(scored));
    expect(await second.getVariableNames()).toContain('dnn/logits/kernel/t_0/Adagrad');
  });

  it('are those of the baselines, too, whose slots have no part in their names', async () => {
    const baseline = (modelDir?: string) => new BaselineClassifier({ nClasses: 3, modelDir, config });
    const whole = await baseline().train({ inputFn: endless, steps: 8 });
    await baseline(folder).train({ inputFn: endless, steps: 5 });
    const second = await baseline(folder).train({ inputFn: endless, steps: 3 });
    expect(await second.evaluate(all)).toEqual(await whole.evaluate(all));
    const saved = await readTensorFlowCheckpoint(join(folder, 'model.ckpt-8'));
    expect([...saved.keys()].filter((name) => name.startsWith('baseline'))).toEqual([
      'baseline/bias',
      'baseline/bias/Ftrl',
      'baseline/bias/Ftrl_1',
    ]);
  });

  it('warm-start others', async () => {
    const first = make();
    await first.train({ inputFn: endless, steps: 4 });
    const one = { x: { x: iris.features.slice(0, 1) }, y: iris.labels.slice(0, 1) };
    const inputFn = arrayInputFn({ ...one, batchSize: 1, shuffle: false });
    for (const from of [folder, join(folder, 'model.ckpt-4')]) {
      const still = gradientDescent({ learningRate: 0 });
      const other = make({ modelDir: undefined, warmStartFrom: from, optimizer: still });
      await other.train({ inputFn, steps: 1 });
      expect(await predictions(other)).toEqual(await predictions(first));
    }
  });

  it('refuse another format', () => {
    expect(() => make({ config: { ...config, checkpointFormat: 'onnx' as 'tensorflow' } })).toThrow(
      'checkpointFormat must be "safetensors" or "tensorflow"; it is "onnx"',
    );
  });
});

describe('a run that saves at every step and whose storage dies', () => {
  it.each(['tensorflow', 'safetensors'] as const)(
    'at whichever call ends in the bits of one that was not, from a folder in which all is whole: %s',
    async (checkpointFormat) => {
      const often = { ...config, checkpointFormat, saveCheckpointsSteps: 1, keepCheckpointMax: 2 };
      const options = { dropout: 0.2, config: often };
      const whole = await make({ ...options, modelDir: undefined }).train({ inputFn: endless, steps: 5 });
      const expected = await predictions(whole);
      let calls = 0;
      for (let dieAt = 1; ; dieAt++) {
        const storage = memoryStorage();
        calls = 0;
        const dying = mortal(storage, () => ++calls >= dieAt);
        const died = await make({ ...options, modelDir: dying })
          .train({ inputFn: endless, maxSteps: 5 })
          .then(
            () => false,
            (error: unknown) => String(error).includes('dead'),
          );
        if (!died) break;
        const warn = vi.fn();
        const later = make({ ...options, modelDir: storage, config: { ...often, logger: { ...silentLogger, warn } } });
        await later.train({ inputFn: endless, maxSteps: 5 });
        expect(await predictions(later), `call ${dieAt}`).toEqual(expected);
        expect(warn, `call ${dieAt}`).not.toHaveBeenCalled();
      }
      expect(calls).toBeGreaterThan(10);
    },
  );
});

/** The storage until it dies; from there on nothing is written, and nothing locked. */
function mortal(storage: CheckpointStorage, isDead: () => boolean): CheckpointStorage {
  const { lock, ...rest } = storage;
  const check = (): void => {
    if (isDead()) throw new Error('Cannot write: dead.');
  };
  return {
    ...rest,
    write: async (name, bytes) => {
      check();
      await storage.write(name, bytes);
    },
    remove: async (name) => {
      check();
      await storage.remove(name);
    },
  };
}

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStorage } from '@feedforward/checkpoint';
import { readTensorFlowCheckpoint, writeTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
import { gradientDescent } from '@feedforward/training';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DNNClassifier, DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { all, classifier, config, endless, iris, numbers, variables } from './testing.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tensorflow-model-dir-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const make = (options: Partial<DNNClassifierOptions> = {}): DNNClassifier =>
  classifier({ modelDir: folder, ...options });

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
    const trained = await tensorFlow().train({ inputFn: endless, steps: 1 });
    const accumulator = numbers(before.get('dnn/logits/biases/dnn/logits/biases/part_0/Adagrad')!);
    const bias = numbers(before.get('dnn/logits/biases')!);
    const accumulated = numbers(await trained.getVariableValue('dnn/logits/bias/t_0/Adagrad'));
    const changed = numbers(await trained.getVariableValue('dnn/logits/bias'));
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
      const trained = tensorFlow();
      await trained.evaluate(all);
      expect(numbers(await trained.getVariableValue('dnn/logits/bias/t_0/Adagrad'))).toEqual(expected);
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
      const trained = await started(from);
      expect(await trained.getVariableValue('dnn/hiddenlayer_0/kernel')).toEqual(
        theirs.get('dnn/hiddenlayer_0/weights'),
      );
      const { accuracy, globalStep } = await trained.evaluate(all);
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
    const trained = tensorFlow({ warmStartFrom: join(folder, 'nowhere') });
    await trained.train({ inputFn: endless, steps: 1 });
    expect((await trained.evaluate(all)).globalStep).toBe(2001);
  });
});

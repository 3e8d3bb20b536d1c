import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStorage } from '@feedforward/checkpoint';
import { readTensorFlowCheckpoint, writeTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
import { gradientDescent, type OptimizerName, optimizerNames } from '@feedforward/training';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BaselineClassifier } from '../baseline/baseline-classifier.ts';
import type { DNNClassifier, DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import { DNNRegressor } from '../dnn/dnn-regressor.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { all, classifier, config, endless, iris, numbers, predictions, variables } from './testing.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tensorflow-model-dir-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const make = (options: Partial<DNNClassifierOptions> = {}): DNNClassifier =>
  classifier({ modelDir: folder, ...options });

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
    const trained = await make({ modelDir, config: few }).train({ inputFn: endless, steps: 5 });
    expect((await modelDir.list()).filter((name) => name.endsWith('.index'))).toEqual([
      'model.ckpt-4.index',
      'model.ckpt-5.index',
    ]);
    expect(await trained.latestCheckpoint()).toBe('model.ckpt-5');
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
    const trained = await make().train({ inputFn: endless, steps: 1 });
    expect((await trained.evaluate(all)).globalStep).toBe(4);
  });

  it('give the one before where the newest is damaged, saying so', async () => {
    await make().train({ inputFn: endless, steps: 4 });
    const path = join(folder, 'model.ckpt-4.data-00000-of-00001');
    writeFileSync(path, readFileSync(path).subarray(0, 99));
    const warn = vi.fn();
    const trained = make({ config: { ...config, logger: { ...silentLogger, warn } } });
    expect((await trained.evaluate(all)).globalStep).toBe(1);
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

import { memoryStorage } from '@feedforward/checkpoint';
import { loadIris } from '@feedforward/datasets';
import { gradientDescent, NonFiniteLossError } from '@feedforward/training';
import { describe, expect, it } from 'vitest';
import { DNNRegressor } from '../dnn/dnn-regressor.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { CheckpointSaverHook } from './checkpoint-saver-hook.ts';
import { IntervalTimer } from './interval-timer.ts';
import { LoggingTensorHook } from './logging-tensor-hook.ts';
import { NanTensorHook } from './nan-tensor-hook.ts';
import { StopAtStepHook } from './stop-at-step-hook.ts';
import type { TrainingHook } from './training-hook.ts';

const { features } = loadIris();
const petalWidths = Float32Array.from(features.rows(), (row) => row[3]!);
const inputFn = arrayInputFn({
  x: { x: features.columns([2]) },
  y: petalWidths,
  batchSize: 50,
  numEpochs: null,
  shuffle: true,
});
const make = (options: object = {}) =>
  new DNNRegressor({
    hiddenUnits: [4],
    featureColumns: [numericColumn('x')],
    config: { randomSeed: 1, logger: silentLogger },
    ...options,
  });
const stepOf = async (regressor: DNNRegressor): Promise<number> =>
  (await regressor.evaluate({ inputFn, steps: 1 })).globalStep;

describe('hooks', () => {
  it('are told of the beginning, every step and the end, in their order', async () => {
    const told: string[] = [];
    const telling = (name: string): TrainingHook => ({
      begin: ({ globalStep }) => void told.push(`${name} begin ${globalStep}`),
      beforeRun: async ({ globalStep }) => void told.push(`${name} before ${globalStep}`),
      afterRun: async (_, { globalStep }) => void told.push(`${name} after ${globalStep}`),
      end: ({ globalStep }) => void told.push(`${name} end ${globalStep}`),
    });
    await make().train({ inputFn, steps: 1, hooks: [telling('a'), telling('b')] });
    expect(told).toEqual(['begin 0', 'before 0', 'after 1', 'end 1'].flatMap((event) => [`a ${event}`, `b ${event}`]));
  });

  it('may stop training after the present step, which ends as it would by itself', async () => {
    const ended: number[] = [];
    const hook: TrainingHook = {
      afterRun: (context, { globalStep }) => {
        if (globalStep === 3) context.requestStop();
      },
      end: ({ globalStep }) => void ended.push(globalStep),
    };
    const regressor = await make().train({ inputFn, hooks: [hook] });
    expect([ended, await stepOf(regressor)]).toEqual([[3], 3]);
  });

  it('may read variables', async () => {
    let bias: number | undefined;
    const hook: TrainingHook = {
      end: (context) => {
        bias = Number(context.variable('dnn/logits/bias').data[0]);
        expect(() => context.variable('logits')).toThrow('Cannot read variable "logits": there are dnn/hiddenlayer_0/');
      },
    };
    const regressor = await make().train({ inputFn, steps: 2, hooks: [hook] });
    expect(bias).toBe((await regressor.getVariableValue('dnn/logits/bias')).data[0]);
  });

  it('change nothing in what is trained', async () => {
    const tensors = ['dnn/logits/kernel/t_0/Adagrad'];
    const hooks = [new LoggingTensorHook({ tensors, everyNIter: 1 })];
    const [plain, logged] = [
      await make().train({ inputFn, steps: 9 }),
      await make({ config: { randomSeed: 1, logger: silentLogger } }).train({ inputFn, steps: 9, hooks }),
    ];
    expect(await logged.evaluate({ inputFn, steps: 3 })).toEqual(await plain.evaluate({ inputFn, steps: 3 }));
  });
});

describe('StopAtStepHook', () => {
  it('stops at a step, or after so many', async () => {
    const regressor = await make().train({ inputFn, hooks: [new StopAtStepHook({ lastStep: 4 })] });
    expect(await stepOf(regressor)).toBe(4);
    await regressor.train({ inputFn, hooks: [new StopAtStepHook({ numSteps: 3 })] });
    expect(await stepOf(regressor)).toBe(7);
  });

  it.each([[{}], [{ numSteps: 1, lastStep: 1 }], [{ numSteps: 0 }], [{ lastStep: 1.5 }]])('refuses %o', (options) => {
    expect(() => new StopAtStepHook(options)).toThrow(/takes numSteps or lastStep, one of them/);
  });
});

describe('a loss that is not finite', () => {
  const optimizer = gradientDescent({ learningRate: 1e30 });

  it('ends training with an error, and the last good variables', async () => {
    const regressor = make({ optimizer });
    await expect(regressor.train({ inputFn, steps: 9 })).rejects.toThrow(NonFiniteLossError);
    expect((await regressor.getVariableValue('dnn/logits/bias')).data.every(Number.isFinite)).toBe(true);
  });

  it('ends it quietly with a NanTensorHook that is told so', async () => {
    const lines: string[] = [];
    const logger = { ...silentLogger, warn: (line: string) => void lines.push(line) };
    const hooks = [new NanTensorHook({ failOnNanLoss: false })];
    const regressor = await make({ optimizer, config: { randomSeed: 1, logger } }).train({ inputFn, steps: 9, hooks });
    expect(await stepOf(regressor)).toBeLessThan(9);
    expect(lines).toEqual([expect.stringMatching(/^Model diverged with loss = (nan|inf)\.$/)]);
    await expect(make({ optimizer }).train({ inputFn, steps: 9, hooks: [new NanTensorHook()] })).rejects.toThrow(
      NonFiniteLossError,
    );
  });
});

describe('CheckpointSaverHook', () => {
  it('takes the place of the one that an estimator has', async () => {
    const modelDir = memoryStorage();
    await make({ modelDir }).train({ inputFn, steps: 6, hooks: [new CheckpointSaverHook({ saveSteps: 2 })] });
    const names = await modelDir.list();
    expect(names.filter((name) => name.startsWith('model')).sort()).toEqual(
      [1, 3, 5, 6].map((step) => `model.ckpt-${step}.safetensors`),
    );
  });

  it('says where there is no modelDir to save in', async () => {
    const hooks = [new CheckpointSaverHook({ saveSteps: 2 })];
    await expect(make().train({ inputFn, steps: 6, hooks })).rejects.toThrow(
      'Cannot save a checkpoint: the estimator has no modelDir.',
    );
  });
});

describe('saving listeners', () => {
  it('are told before and after each checkpoint, which is there then, and may stop training', async () => {
    const modelDir = memoryStorage();
    const told: unknown[] = [];
    await make({ modelDir, config: { logger: silentLogger, saveCheckpointsSteps: 2 } }).train({
      inputFn,
      savingListeners: [
        {
          begin: () => void told.push('begin'),
          beforeSave: (step) => void told.push(['before', step]),
          afterSave: async (step) => {
            told.push(['after', step, (await modelDir.list()).includes(`model.ckpt-${step}.safetensors`)]);
            return step === 3;
          },
          end: (step) => void told.push(['end', step]),
        },
      ],
    });
    expect(told).toEqual([
      'begin',
      ...[1, 3].flatMap((step) => [
        ['before', step],
        ['after', step, true],
      ]),
      ['end', 3],
    ]);
  });
});

describe('IntervalTimer', () => {
  it('is due at once, then by steps', () => {
    const timer = new IntervalTimer('count', { steps: 10 });
    expect(timer.isDue(5)).toBe(true);
    expect(timer.restart(5)).toBeUndefined();
    expect([5, 14, 15, 27].map((step) => timer.isDue(step))).toEqual([false, false, true, true]);
  });

  it('or by seconds, and tells what has passed', () => {
    let now = 0;
    const timer = new IntervalTimer('count', { seconds: 2 }, () => now);
    timer.restart(1);
    now = 1999;
    expect(timer.isDue(7)).toBe(false);
    now = 2500;
    expect(timer.isDue(7)).toBe(true);
    expect(timer.restart(7)).toEqual({ seconds: 2.5, steps: 6 });
  });

  it.each([
    [{}, 'it takes steps or seconds to wait, one of them, found undefined and undefined'],
    [{ steps: 1, seconds: 1 }, 'it takes steps or seconds to wait, one of them, found 1 and 1'],
    [{ steps: 0.5 }, 'the steps to wait must be a whole number, 1 or more; it is 0.5'],
    [{ seconds: 0 }, 'the seconds to wait must be above 0; it is 0'],
  ])('refuses %o', (interval, message) => {
    expect(() => new IntervalTimer('count', interval)).toThrow(`Cannot count: ${message}`);
  });
});

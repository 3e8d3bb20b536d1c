import { memoryStorage } from '@feedforward/checkpoint';
import { loadIris } from '@feedforward/datasets';
import { gradientDescent } from '@feedforward/training';
import { describe, expect, it } from 'vitest';
import { DNNClassifier } from '../dnn/dnn-classifier.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { LoggingTensorHook } from '../hooks/logging-tensor-hook.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import { consoleLogger, type Logger } from './logger.ts';

const iris = loadIris();
const inputFn = arrayInputFn({
  x: { iris: iris.features },
  y: iris.labels,
  batchSize: 50,
  numEpochs: null,
  shuffle: true,
});
const testInput = { inputFn: arrayInputFn({ x: { iris: iris.features }, y: iris.labels, shuffle: false }) };

function logging(): { lines: string[]; logger: Logger } {
  const lines: string[] = [];
  return { lines, logger: { info: (line) => lines.push(line), warn: (line) => lines.push(`warning: ${line}`) } };
}
const modelDir = memoryStorage();
const make = (logger: Logger, options: object = {}) =>
  new DNNClassifier({
    hiddenUnits: [10],
    nClasses: 3,
    featureColumns: [numericColumn('iris', { shape: [4] })],
    config: { randomSeed: 42, logger },
    ...options,
  });

/** What the notebook prints, but for its `INFO:tensorflow:`; every number a pattern, but for the steps. */
function pattern(lines: readonly string[]): RegExp {
  const float = String.raw`\d+(\.\d+)?(e[-+]\d\d)?`;
  const time = String.raw`\d{4}-\d\d-\d\d-\d\d:\d\d:\d\d`;
  const escaped = lines.map((line) =>
    line
      .replaceAll(/[.()/[\]]/g, String.raw`\$&`)
      .replaceAll('FLOAT', float)
      .replaceAll('SECONDS', String.raw`\d+\.\d{3}`)
      .replaceAll('TIME', time),
  );
  return new RegExp(`^${escaped.join('\n')}$`);
}

describe('the log of a run', () => {
  it("has the notebook's lines, at its steps", async () => {
    const { lines, logger } = logging();
    await make(logger, { modelDir }).train({ inputFn, steps: 250 });
    expect(lines.join('\n')).toMatch(
      pattern([
        'Saving checkpoints for 1 into model.ckpt.',
        'loss = FLOAT, step = 1',
        'global_step/sec: FLOAT',
        'loss = FLOAT, step = 101 (SECONDS sec)',
        'global_step/sec: FLOAT',
        'loss = FLOAT, step = 201 (SECONDS sec)',
        'Saving checkpoints for 250 into model.ckpt.',
        'Loss for final step: FLOAT.',
      ]),
    );
  });

  it('goes on, evaluates and skips as TensorFlow has it', async () => {
    const { lines, logger } = logging();
    const classifier = make(logger, { modelDir });
    await classifier.train({ inputFn, maxSteps: 360 });
    await classifier.evaluate(testInput);
    await classifier.train({ inputFn, maxSteps: 360 });
    expect(lines.join('\n')).toMatch(
      pattern([
        'Restoring parameters from model.ckpt-250.safetensors',
        'Saving checkpoints for 251 into model.ckpt.',
        'loss = FLOAT, step = 251',
        'global_step/sec: FLOAT',
        'loss = FLOAT, step = 351 (SECONDS sec)',
        'Saving checkpoints for 360 into model.ckpt.',
        'Loss for final step: FLOAT.',
        'Starting evaluation at TIME',
        'Finished evaluation at TIME',
        'Saving dict for global step 360: accuracy = FLOAT, average_loss = FLOAT, global_step = 360, loss = FLOAT',
        'Skipping training since max_steps has already saved.',
      ]),
    );
  });

  it('begins, summed over the batch, at about 50 · ln 3', async () => {
    const { lines, logger } = logging();
    await make(logger, { optimizer: gradientDescent({ learningRate: 0 }) }).train({ inputFn, steps: 1 });
    const loss = Number(/loss = ([\d.]+), step = 1/.exec(lines.join('\n'))?.[1]);
    expect(Math.abs(loss / (50 * Math.log(3)) - 1)).toBeLessThan(1);
  });

  it('logs every so many steps, or never, and what a user asks for', async () => {
    const { lines, logger } = logging();
    const tensors = { bias: 'dnn/logits/bias' };
    const hooks = [
      new LoggingTensorHook({ tensors, atEnd: true }),
      new LoggingTensorHook({ tensors: ['step'], everyNIter: 2, formatter: (values) => `at ${values.get('step')}` }),
    ];
    await make(logger, { config: { randomSeed: 42, logger, logStepCountSteps: 0 } }).train({
      inputFn,
      steps: 4,
      hooks,
    });
    expect(lines.join('\n')).toMatch(
      /^at 1\nat 3\nbias = \[-?0\.\d+(e-\d+)? -?0\.\d+(e-\d+)? -?0\.\d+(e-\d+)?\]\nLoss for final step: [\d.]+\.$/,
    );
  });

  it('names the scores of two classes and of a regression as TensorFlow does', async () => {
    const { lines, logger } = logging();
    const classifier = make(logger, { nClasses: 2 });
    const input = { x: { iris: iris.features }, y: iris.labels.map((label) => (label === 0 ? 1 : 0)) };
    await classifier.train({ inputFn: arrayInputFn({ ...input, shuffle: true }) });
    await classifier.evaluate({ inputFn: arrayInputFn({ ...input, shuffle: false }) });
    expect(lines.at(-1)).toMatch(
      pattern([
        'Saving dict for global step 2: accuracy = FLOAT, accuracy_baseline = FLOAT, auc = FLOAT, auc_precision_recall = FLOAT, average_loss = FLOAT, global_step = 2, label/mean = FLOAT, loss = FLOAT, precision = FLOAT, prediction/mean = FLOAT, recall = FLOAT',
      ]),
    );
  });

  it('goes to the standard error stream by itself, so that results can be piped', () => {
    const [error, info] = [console.error, console.info];
    const written: string[] = [];
    console.error = (line: string) => void written.push(line);
    console.info = () => void written.push('on the standard output');
    try {
      consoleLogger.info('loss = 1.0, step = 1');
    } finally {
      Object.assign(console, { error, info });
    }
    expect(written).toEqual(['loss = 1.0, step = 1']);
  });
});

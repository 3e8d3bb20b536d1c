import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStorage } from '@feedforward/checkpoint';
import { loadIris, Matrix } from '@feedforward/datasets';
import { adagrad, adam, exponentialDecay, gradientDescent, rmsprop } from '@feedforward/training';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DNNClassifier, type DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import { categoricalColumnWithVocabularyList } from '../feature-columns/categorical-column-with-vocabulary-list.ts';
import { embeddingColumn } from '../feature-columns/embedding-column.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import type { InputFn } from '../input/input-fn.ts';
import { silentLogger } from '../log/logger.ts';

const { features, labels, labelNames = [] } = loadIris();
const inputFn = arrayInputFn({ x: { x: features }, y: labels, batchSize: 30, numEpochs: null, shuffle: true });
const test = { inputFn: arrayInputFn({ x: { x: features }, y: labels, shuffle: false }) };
const config = { randomSeed: 42, logger: silentLogger };
const make = (options: Partial<DNNClassifierOptions> = {}): DNNClassifier =>
  new DNNClassifier({
    hiddenUnits: [5, 4],
    nClasses: 3,
    featureColumns: [numericColumn('x', { shape: [4] })],
    config,
    ...options,
  });

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'estimator-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('variables', () => {
  it("go by the names that TensorFlow's checkpoints have", async () => {
    const classifier = await make({ batchNorm: true, optimizer: 'Adam' }).train({ inputFn, steps: 1 });
    const names = await classifier.getVariableNames();
    expect(names.filter((name) => !name.includes('/t_0/'))).toEqual(
      [
        ...['bias', 'kernel'].map((name) => `dnn/hiddenlayer_0/${name}`),
        ...['beta', 'gamma', 'moving_mean', 'moving_variance'].map((name) => `dnn/hiddenlayer_0/batchnorm_0/${name}`),
        ...['beta', 'gamma', 'moving_mean', 'moving_variance'].map((name) => `dnn/hiddenlayer_1/batchnorm_1/${name}`),
        ...['bias', 'kernel'].map((name) => `dnn/hiddenlayer_1/${name}`),
        ...['bias', 'kernel'].map((name) => `dnn/logits/${name}`),
        ...['beta1_power', 'beta2_power'].map((name) => `dnn/head/${name}`),
        'global_step',
      ].sort(),
    );
    expect(names).toContain('dnn/logits/kernel/t_0/Adam');
    expect(names).toContain('dnn/logits/kernel/t_0/Adam_1');
  });

  it('of an embedding are named as there, too', async () => {
    const column = categoricalColumnWithVocabularyList('colour', { vocabularyList: ['red', 'green'] });
    const classifier = new DNNClassifier({
      hiddenUnits: [],
      featureColumns: [embeddingColumn(column, { dimension: 2 })],
      config,
    });
    await classifier.train({
      inputFn: () => [{ features: { colour: ['red', 'green'] }, labels: Int32Array.of(0, 1) }],
    });
    expect(await classifier.getVariableNames()).toContain(
      'dnn/input_from_feature_columns/input_layer/colour_embedding/embedding_weights',
    );
  });

  it('have values: what training made of them', async () => {
    const classifier = await make({ optimizer: 'Adagrad' }).train({ inputFn, steps: 3 });
    const { shape, data } = await classifier.getVariableValue('dnn/hiddenlayer_0/kernel');
    expect([shape, data.length]).toEqual([[4, 5], 20]);
    expect((await classifier.getVariableValue('global_step')).data).toEqual(BigInt64Array.of(3n));
    const slot = await classifier.getVariableValue('dnn/logits/bias/t_0/Adagrad');
    expect(Math.min(...Array.from(slot.data, Number))).toBeGreaterThan(0.1); // where sums of squares begin
    await expect(classifier.getVariableValue('dnn/logits')).rejects.toThrow(
      'Cannot read variable "dnn/logits": there are dnn/hiddenlayer_0/bias,',
    );
    await expect(make().getVariableNames()).rejects.toThrow(
      'Cannot name variables: the classifier has not been trained',
    );
  });
});

describe('checkpointPath', () => {
  it('evaluates and predicts with an older checkpoint, and leaves the estimator as it is', async () => {
    const classifier = make({ modelDir: folder });
    await classifier.train({ inputFn, steps: 4 });
    const checkpointPath = await classifier.latestCheckpoint();
    const [then, predicted] = [await classifier.evaluate(test), await all(classifier.predict(test))];
    await classifier.train({ inputFn, steps: 40 });
    const now = await classifier.evaluate(test);
    expect(await classifier.evaluate({ ...test, checkpointPath })).toEqual(then);
    expect(await all(classifier.predict({ ...test, checkpointPath }))).toEqual(predicted);
    expect(await classifier.evaluate(test)).toEqual(now);
    expect(now.globalStep).toBe(44);
    await expect(classifier.evaluate({ ...test, checkpointPath: join(folder, 'none.safetensors') })).rejects.toThrow(
      'none.safetensors',
    );
  });

  it('may be of an estimator without a modelDir', async () => {
    const trained = await make({ modelDir: folder }).train({ inputFn, steps: 4 });
    const checkpointPath = await trained.latestCheckpoint();
    expect(await make().evaluate({ ...test, checkpointPath })).toEqual(await trained.evaluate(test));
  });
});

describe('predictKeys', () => {
  it('choose what is predicted', async () => {
    const classifier = await make().train({ inputFn, steps: 2 });
    const chosen = await all(classifier.predict({ ...test, predictKeys: ['classIds', 'logits'] }));
    const whole = await all(classifier.predict(test));
    expect(chosen).toEqual(whole.map(({ classIds, logits }) => ({ classIds, logits })));
    await expect(all(classifier.predict({ ...test, predictKeys: ['ids' as 'classIds'] }))).rejects.toThrow(
      'Cannot predict "ids": the keys are logits, probabilities, classIds, classes.',
    );
  });
});

describe('weights', () => {
  const weights = Matrix.from(Array.from(labels, (label) => [label === 2 ? 0 : 2]));
  const weighted = (changes: object = {}): InputFn =>
    arrayInputFn({ x: { x: features, weight: weights }, y: labels, batchSize: 150, shuffle: false, ...changes });

  it('count in training: weight 2 for two classes is those alone, at twice the rate', async () => {
    const optimizer = (learningRate: number) => gradientDescent({ learningRate });
    const some = features.slice(0, 100);
    const only = arrayInputFn({ x: { x: some }, y: labels.slice(0, 100), batchSize: 100, shuffle: false });
    const a = await make({ weightColumn: 'weight', optimizer: optimizer(1e-4) }).train({ inputFn: weighted() });
    const b = await make({ optimizer: optimizer(2e-4) }).train({ inputFn: only });
    const [first, second] = [await all(a.predict(test)), await all(b.predict(test))];
    first.forEach(({ logits }, i) => {
      logits.forEach((logit, j) => void expect(logit).toBeCloseTo(second[i]!.logits[j]!, 5));
    });
  });

  it('count in evaluation: averages by weight, the loss as training has it', async () => {
    const classifier = await make({ weightColumn: 'weight' }).train({ inputFn: weighted(), steps: 1 });
    const whole = await classifier.evaluate({ inputFn: weighted() });
    expect(whole.loss).toBeCloseTo(whole.averageLoss * 200, 9);
    await expect(classifier.evaluate(test)).rejects.toThrow(
      'Cannot find weightColumn "weight" among the numbers of the input, which has x.',
    );
  });

  it('are refused where they are none', async () => {
    const train = (weight: Matrix) =>
      make({ weightColumn: 'weight' }).train({
        inputFn: arrayInputFn({ x: { x: features, weight }, y: labels, shuffle: false }),
      });
    await expect(train(Matrix.from(Array.from(labels, () => [-1])))).rejects.toThrow('row 0 has -1');
    await expect(train(features)).rejects.toThrow('it takes [128, 1], the input has [128, 4]');
  });
});

describe('labelVocabulary', () => {
  it('names the classes, in labels and in predictions', async () => {
    const species = Array.from(labels, (label) => labelNames[label]!);
    const named: InputFn = function* () {
      yield { features: { x: features }, labels: species };
    };
    const classifier = make({ labelVocabulary: labelNames });
    await classifier.train({ inputFn: named });
    const byIndex = await make().train({ inputFn: () => [{ features: { x: features }, labels }] });
    const predicted = await all(classifier.predict(test));
    const indices = await all(byIndex.predict(test));
    expect(predicted.map(({ classes: [name] }) => name)).toEqual(indices.map(({ classIds: [id] }) => labelNames[id]));
    expect((await classifier.evaluate({ inputFn: named })).accuracy).toBe((await byIndex.evaluate(test)).accuracy);
  });
});

describe('the optimizer', () => {
  it('may be a function of the step, whose learning rate changes', async () => {
    const decay = exponentialDecay({ learningRate: 0.1, decaySteps: 2, decayRate: 0.5 });
    const byStep = await make({ optimizer: (step) => adagrad({ learningRate: decay(step) }) }).train({
      inputFn,
      steps: 9,
    });
    const scheduled = await make({ optimizer: adagrad({ learningRate: decay }) }).train({ inputFn, steps: 9 });
    expect(await all(byStep.predict(test))).toEqual(await all(scheduled.predict(test)));
  });

  it("goes by TensorFlow's names, too", async () => {
    for (const [name, ours] of [
      ['Adagrad', 'adagrad'],
      ['SGD', 'gradientDescent'],
      ['RMSProp', rmsprop({ learningRate: 0.05, epsilon: 1e-10, initialMeanSquare: 1 })],
      ['Adam', adam({ learningRate: 0.05, epsilon: 1e-8 })],
    ] as const) {
      const [a, b] = [make({ optimizer: name }), make({ optimizer: ours })];
      expect(await (await a.train({ inputFn, steps: 2 })).evaluate(test)).toEqual(
        await (await b.train({ inputFn, steps: 2 })).evaluate(test),
      );
    }
  });
});

describe('warmStartFrom', () => {
  it('begins with the variables of another, whose step it does not take', async () => {
    const other = await make({ modelDir: folder }).train({ inputFn, steps: 30 });
    const warm = make({
      warmStartFrom: folder,
      optimizer: gradientDescent({ learningRate: 0 }),
      config: { ...config, randomSeed: 7 },
    });
    await warm.train({ inputFn, steps: 1 });
    expect((await warm.evaluate(test)).averageLoss).toBe((await other.evaluate(test)).averageLoss);
    expect((await warm.evaluate(test)).globalStep).toBe(1);
  });

  it('takes only those that match, under the names that they have there', async () => {
    const other = await make({ modelDir: folder }).train({ inputFn, steps: 30 });
    const warm = make({
      warmStartFrom: {
        ckptToInitializeFrom: folder,
        varsToWarmStart: 'dnn/hiddenlayer_1/bias',
        varNameToPrevVarName: { 'dnn/hiddenlayer_1/bias': 'dnn/hiddenlayer_1/bias' },
      },
      optimizer: gradientDescent({ learningRate: 0 }),
    });
    await warm.train({ inputFn, steps: 1 });
    const value = async (classifier: DNNClassifier, name: string) => (await classifier.getVariableValue(name)).data;
    expect(await value(warm, 'dnn/hiddenlayer_1/bias')).toEqual(await value(other, 'dnn/hiddenlayer_1/bias'));
    expect(await value(warm, 'dnn/logits/bias')).toEqual(new Float32Array(3));
  });

  it('does not apply where modelDir has a checkpoint', async () => {
    const modelDir = memoryStorage();
    await make({ modelDir: folder }).train({ inputFn, steps: 30 });
    await make({ modelDir }).train({ inputFn, steps: 2 });
    const going = await make({ modelDir, warmStartFrom: folder }).train({ inputFn, steps: 2 });
    const plain = await make().train({ inputFn, steps: 2 });
    await plain.train({ inputFn, steps: 2 });
    expect(await going.evaluate(test)).toEqual(await plain.evaluate(test));
  });

  it.each([
    [
      { varsToWarmStart: 'dnn/hidden_layer' },
      'Cannot warm-start what matches dnn/hidden_layer: the variables here are dnn/hiddenlayer_0/kernel,',
    ],
    [{ varsToWarmStart: ['dnn/logits'] }, 'Cannot warm-start dnn/logits: the variables here are'],
    [
      { varNameToPrevVarName: { 'dnn/logits/bias': 'dnn/bias' } },
      'Cannot warm-start logits/bias: there is no "dnn/bias" in the checkpoint, there are',
    ],
  ])('refuses %o, and changes nothing', async (settings, message) => {
    await make({ modelDir: folder }).train({ inputFn, steps: 1 });
    const classifier = make({ warmStartFrom: { ckptToInitializeFrom: folder, ...settings } });
    await expect(classifier.train({ inputFn, steps: 1 })).rejects.toThrow(message);
    await expect(classifier.evaluate(test)).rejects.toThrow('has not been trained');
  });

  it('refuses a checkpoint of another shape', async () => {
    await make({ modelDir: folder, hiddenUnits: [6] }).train({ inputFn, steps: 1 });
    await expect(make({ hiddenUnits: [5], warmStartFrom: folder }).train({ inputFn, steps: 1 })).rejects.toThrow(
      '"hiddenlayer_0/kernel": it takes shape [4, 5], found [4, 6]',
    );
  });
});

describe('evaluations', () => {
  it('are remembered by name, in another process too where there is a modelDir', async () => {
    const modelDir = memoryStorage();
    const classifier = make({ modelDir });
    await classifier.train({ inputFn, steps: 1 });
    const [first, other] = [await classifier.evaluate(test), await classifier.evaluate({ ...test, name: 'test' })];
    await classifier.train({ inputFn, steps: 1 });
    const second = await classifier.evaluate(test);
    expect(await make({ modelDir }).evaluations()).toEqual([first, second]);
    expect(await make({ modelDir }).evaluations('test')).toEqual([other]);
    expect(await make().evaluations()).toEqual([]);
  });
});

describe('batchNorm', () => {
  it('normalizes each hidden layer, and evaluates by the moving averages', async () => {
    const classifier = await make({ batchNorm: true, dropout: 0.1 }).train({ inputFn, steps: 600 });
    const one = await classifier.evaluate({ ...test, steps: 1 });
    expect(one.accuracy).toBeGreaterThan(0.3);
    expect((await classifier.evaluate(test)).accuracy).toBe((await classifier.evaluate(test)).accuracy);
  });
});

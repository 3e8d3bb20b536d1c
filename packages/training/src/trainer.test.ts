import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectClose } from '@feedforward/contracts';
import { Dataset, loadIris, Matrix, shuffleBatch } from '@feedforward/datasets';
import { batchNormalization, dense, dropout, type Layer, type Model, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { type Loss, meanSquaredError, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { clipByGlobalNorm } from './clipping.ts';
import { NonFiniteLossError } from './non-finite-loss-error.ts';
import { adagrad } from './optimizers/adagrad.ts';
import { adam, adamw } from './optimizers/adam.ts';
import { gradientDescent } from './optimizers/gradient-descent.ts';
import { momentum, nesterov } from './optimizers/momentum.ts';
import { rmsprop } from './optimizers/rmsprop.ts';
import { exponentialDecay } from './schedules/decay.ts';
import { type Recipe, Trainer } from './trainer.ts';

const iris = loadIris().shuffle(new RandomState(0));
const folder = mkdtempSync(join(tmpdir(), 'trainer-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every kind of layer that has something to remember. */
const network = (): Model =>
  sequential(
    [
      dense(16, { name: 'hidden1', activation: 'relu' }),
      dropout(0.2),
      batchNormalization(),
      dense(3, { name: 'outputs' }),
    ],
    { inputShape: [4] },
  );

const recipe: Recipe = {
  loss: sparseSoftmaxCrossEntropy(),
  optimizer: adam({ learningRate: 0.01 }),
  metrics: { accuracy: accuracy() },
  seed: 42,
};

const make = (changes: Partial<Recipe> = {}): Trainer => new Trainer(network(), { ...recipe, ...changes });

/** All numbers of a trainer's state, to compare bit for bit. */
const bits = (trainer: Trainer): unknown => trainer.state();

describe('fit', () => {
  it('learns iris', async () => {
    const plain = sequential([dense(16, { activation: 'relu' }), dense(3)], { inputShape: [4] });
    const trainer = new Trainer(plain, recipe);
    await trainer.fit(iris, { epochs: 40, batchSize: 16 }).done();
    expect((await trainer.evaluate(iris)).accuracy).toBeGreaterThan(0.95);
  });

  it('gives each epoch its scores, and the history keeps them', async () => {
    const trainer = make();
    const [training, validation] = iris.split(120);
    const epochs = [];
    for await (const epoch of trainer.fit(training, { epochs: 3, batchSize: 50, validation })) {
      epochs.push(epoch);
      expect(epoch.validation).toEqual(await trainer.evaluate(validation));
    }
    expect(epochs.map(({ epoch, globalStep }) => [epoch, globalStep])).toEqual([
      [0, 3],
      [1, 6],
      [2, 9],
    ]);
    const history = await make().fit(training, { epochs: 3, batchSize: 50, validation }).done();
    expect(Object.keys(history.logs)).toEqual(['loss', 'accuracy', 'valLoss', 'valAccuracy']);
    expect(history.logs.loss).toEqual(epochs.map(({ training }) => training.loss));
    expect(history.logs.valAccuracy).toEqual(epochs.map(({ validation }) => validation.accuracy));
  });

  it('shuffles as np.random.seed and permutation do: the same as stepping through shuffleBatch', async () => {
    const whole = make();
    await whole.fit(iris, { epochs: 2, batchSize: 50 }).done();
    const stepped = make();
    const random = new RandomState(42);
    for (let epoch = 0; epoch < 2; epoch++) {
      for (const batch of shuffleBatch(iris, 50, random)) await stepped.step(batch);
    }
    expect(stepped.parameters()).toEqual(whole.parameters());
  });

  it('takes every example once an epoch, the last batch being shorter', async () => {
    const sizes: number[] = [];
    const loss: Loss = (outputs, labels) => {
      sizes.push(labels.size);
      return sparseSoftmaxCrossEntropy()(outputs, labels);
    };
    const fit = make({ loss }).fit(iris, { epochs: 1, batchSize: 64 });
    await fit.done();
    expect(sizes.slice(0, 3)).toEqual([64, 64, 22]);
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    const run = async (seed: number) => {
      const trainer = make({ seed });
      await trainer.fit(iris, { epochs: 3, batchSize: 16 }).done();
      return trainer;
    };
    expect(bits(await run(1))).toEqual(bits(await run(1)));
    expect((await run(1)).parameters()).not.toEqual((await run(2)).parameters());
  });

  it('leaves as many tensors as there were before the epoch', async () => {
    const trainer = make();
    await trainer.fit(iris, { epochs: 1 }).done();
    const before = tf.memory().numTensors;
    await trainer.fit(iris, { epochs: 3, validation: iris }).done();
    expect(tf.memory().numTensors).toBe(before);
    trainer.dispose();
  });

  it('stops where it is told to: at a step, by a callback, by leaving the iteration, by a signal', async () => {
    const atStep = make();
    await atStep.fit(iris, { epochs: 5, batchSize: 50, stopAtStep: 7 }).done();
    expect(atStep.globalStep).toBe(7);

    const byCallback = make();
    const stop = {
      onBatchEnd: (event: { globalStep: number; stop(): void }) => event.globalStep === 4 && event.stop(),
    };
    await byCallback
      .fit(iris, { epochs: 5, batchSize: 50, callbacks: [{ onBatchEnd: (event) => void stop.onBatchEnd(event) }] })
      .done();
    expect(byCallback.globalStep).toBe(4);

    const left = make();
    for await (const _ of left.fit(iris, { epochs: 5, batchSize: 50 })) break;
    expect(left.globalStep).toBe(3);

    const aborted = make();
    const controller = new AbortController();
    const fit = aborted.fit(iris, {
      epochs: 5,
      batchSize: 50,
      signal: controller.signal,
      callbacks: [{ onBatchEnd: ({ globalStep }) => (globalStep === 5 ? controller.abort() : undefined) }],
    });
    await expect(fit.done()).rejects.toThrow(/abort/i);
    expect(aborted.globalStep).toBe(5);
  });

  it('tells callbacks what happens, in order, and waits for them', async () => {
    const events: string[] = [];
    const note = (event: string) => async () => {
      await Promise.resolve();
      events.push(event);
    };
    await make()
      .fit(iris, {
        epochs: 1,
        batchSize: 75,
        callbacks: [
          {
            onTrainBegin: note('train begins'),
            onEpochBegin: note('epoch begins'),
            onBatchEnd: note('batch ends'),
            onEpochEnd: note('epoch ends'),
            onTrainEnd: note('train ends'),
          },
        ],
      })
      .done();
    expect(events).toEqual(['train begins', 'epoch begins', 'batch ends', 'batch ends', 'epoch ends', 'train ends']);
  });

  it('follows a learning-rate schedule by the step', async () => {
    const steps: number[] = [];
    const learningRate = (step: number) => {
      steps.push(step);
      return 0.01;
    };
    await make({ optimizer: gradientDescent({ learningRate }) })
      .fit(iris, { epochs: 1, batchSize: 50 })
      .done();
    expect(steps).toEqual([0, 1, 2]);
  });

  it('clips gradients where it is asked to', async () => {
    const clipped = make({ optimizer: gradientDescent({ learningRate: 1 }), clipping: clipByGlobalNorm(1e-9) });
    const before = clipped.parameters().filter(([name]) => name === 'outputs/kernel');
    await clipped.step(iris);
    const after = clipped.parameters().filter(([name]) => name === 'outputs/kernel');
    expectClose(after[0]![1].data, before[0]![1].data, { absolute: 1e-7 });
  });
});

describe('a run that was stopped and saved', () => {
  const optimizers = { gradientDescent, momentum, nesterov, adagrad, rmsprop, adam, adamw };

  it.each(Object.entries(optimizers))(
    'goes on, with %s, to the very bits of an uninterrupted one',
    async (name, optimizer) => {
      const options = { epochs: 8, batchSize: 16 };
      const start = () => make({ optimizer: optimizer({ learningRate: 0.01 }) });
      const whole = start();
      await whole.fit(iris, options).done();

      const path = join(folder, `${name}.safetensors`);
      const first = start();
      await first.fit(iris, { ...options, stopAtStep: 37 }).done();
      await first.save(path);
      const second = start();
      await second.restore(path);
      expect(second.globalStep).toBe(37);
      await second.fit(iris, options).done();
      expect(bits(second)).toEqual(bits(whole));
      for (const trainer of [whole, first, second]) trainer.dispose();
    },
  );

  it('can be restored before and after it has computed, and after its tensors were freed', async () => {
    const path = join(folder, 'again.safetensors');
    const trainer = make();
    await trainer.fit(iris, { epochs: 2 }).done();
    await trainer.save(path);
    const saved = trainer.state();
    await trainer.fit(iris, { epochs: 3 }).done();
    await trainer.restore(path);
    expect(trainer.state()).toEqual(saved);
    trainer.dispose();
    expect(trainer.state()).toEqual(saved);
    expect((await trainer.evaluate(iris)).accuracy).toBeGreaterThan(0.3);
  });

  it('is refused by a trainer that it does not fit, which stays as it was', async () => {
    const path = join(folder, 'refused.safetensors');
    const trainer = make();
    await trainer.fit(iris, { epochs: 1 }).done();
    await trainer.save(path);

    const wider = sequential([dense(17, { name: 'hidden1' }), dense(3, { name: 'outputs' })], { inputShape: [4] });
    const other = new Trainer(wider, recipe);
    const before = other.state();
    await expect(other.restore(path)).rejects.toThrow(/"hidden1\/kernel".*\[4, 17\].*\[4, 16\]/s);
    await expect(make({ optimizer: momentum() }).restore(path)).rejects.toThrow(/trained with adam.*momentum/s);
    await expect(other.restore(join(folder, 'missing.safetensors'))).rejects.toThrow(/missing\.safetensors/);
    writeFileSync(path, readFileSync(path).subarray(0, 999));
    await expect(other.restore(path)).rejects.toThrow(/refused\.safetensors/);
    expect(other.state()).toEqual(before);
  });
});

describe('parameters', () => {
  it('are listed by name in the order of the layers, before any training too', () => {
    const names = make()
      .parameters()
      .map(([name, { shape }]) => `${name} ${shape.join('×')}`);
    expect(names.slice(0, 2)).toEqual(['hidden1/kernel 4×16', 'hidden1/bias 16']);
    expect(names.at(-1)).toBe('outputs/bias 3');
  });

  it('are copies: training does not change what was listed', async () => {
    const trainer = make();
    await trainer.step(iris);
    const listed = trainer.parameters();
    const values = JSON.stringify(listed);
    await trainer.step(iris);
    expect(JSON.stringify(listed)).toBe(values);
  });

  it('are set by name, or refused as a whole', async () => {
    const source = make({ seed: 7 });
    const trainer = make();
    trainer.setParameters([...source.parameters(), ['other', { dtype: 'int32', shape: [1], data: Int32Array.of(1) }]]);
    expect(trainer.parameters()).toEqual(source.parameters());
    expect(() => trainer.setParameters(source.parameters().slice(1))).toThrow(/"hidden1\/kernel": it is missing/);
    expect(trainer.parameters()).toEqual(source.parameters());
  });
});

describe('evaluate and predict', () => {
  it('give the outputs as a matrix, and scores that are means over all examples', async () => {
    const trainer = make();
    const outputs = await trainer.predict(iris.features);
    expect(outputs.shape).toEqual([150, 3]);
    const { loss, accuracy } = await trainer.evaluate(iris);
    const classes = outputs.argMax();
    expect(accuracy).toBeCloseTo(iris.labels.filter((label, i) => label === classes[i]).length / 150, 12);
    const losses = outputs
      .toRows()
      .map((row, i) => Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0)) - row[iris.labels[i]!]!);
    expect(loss).toBeCloseTo(losses.reduce((a, b) => a + b) / 150, 5);
  });

  it('take any number of rows, in batches of their own', async () => {
    const trainer = make();
    const many = Matrix.from(Array.from({ length: 2501 }, (_, i) => [i / 2501, 0, 0, 1]));
    const outputs = await trainer.predict(many);
    expect(outputs.shape).toEqual([2501, 3]);
    expect((await trainer.predict(many.slice(2500))).toRows()[0]![0]).toBeCloseTo(outputs.at(2500, 0), 5);
    expect((await trainer.predict([])).shape).toEqual([0, 3]);
  });

  it('add up a summed loss', async () => {
    const mean = await make().evaluate(iris);
    const sum = await make({ loss: sparseSoftmaxCrossEntropy({ reduction: 'sum' }) }).evaluate(iris);
    expect(sum.loss / 150).toBeCloseTo(mean.loss, 5);
  });

  it('count examples by their weights', async () => {
    const weights = Float32Array.from(iris.labels, (label) => (label === 0 ? 1 : 0));
    const { accuracy } = await make().evaluate({ ...iris, features: iris.features, weights });
    const setosa = iris.take(Array.from(iris.labels.keys()).filter((i) => iris.labels[i] === 0));
    expect(accuracy).toBeCloseTo((await make().evaluate(setosa)).accuracy!, 12);
  });
});

describe('bad input', () => {
  const rows = (n: number) => Matrix.from(Array.from({ length: n }, () => [1, 2, 3, 4]));

  it.each([
    [
      'too wide',
      { features: [[1, 2, 3]], labels: Int32Array.of(0) },
      /layer "hidden1": it takes \[batch, 4\], the batch is \[1, 3\]/,
    ],
    [
      'fewer labels than rows',
      { features: rows(2), labels: Int32Array.of(0) },
      /2 rows of features take 2 labels, there are 1/,
    ],
    ['a label out of range', { features: rows(2), labels: Int32Array.of(0, 3) }, /label.*3/i],
    ['NaN', { features: [[1, Number.NaN, 3, 4]], labels: Int32Array.of(0) }, /row 0, column 1 is NaN/],
    [
      'too large for float32',
      { features: [[1, 1e300, 3, 4]], labels: Int32Array.of(0) },
      /row 0, column 1 is Infinity/,
    ],
    ['no examples', { features: [], labels: new Int32Array() }, /no examples/],
    [
      'weights that are too few',
      { features: rows(2), labels: Int32Array.of(0, 1), weights: Float32Array.of(1) },
      /2 weights, there are 1/,
    ],
    [
      'a weight below 0',
      { features: rows(2), labels: Int32Array.of(0, 1), weights: Float32Array.of(1, -1) },
      /weight 1 must be finite, 0 or more; it is -1/,
    ],
    [
      'labels in a plain array',
      { features: rows(2), labels: [0, 1] as unknown as Int32Array },
      /labels must be a typed array or a Matrix/,
    ],
  ])('a batch with %s is refused, and nothing is changed', async (_, batch, message) => {
    const trainer = make();
    const before = trainer.state();
    await expect(trainer.step(batch)).rejects.toThrow(message);
    await expect(trainer.evaluate(batch)).rejects.toThrow(message);
    expect(trainer.state()).toEqual(before);
  });

  it.each([
    [{ batchSize: 0 }, /batchSize must be a whole number, 1 or more; it is 0/],
    [{ epochs: 1.5 }, /epochs must be a whole number/],
    [{ stopAtStep: -1 }, /stopAtStep/],
  ])('fit refuses %o at once', (options, message) => {
    expect(() => make().fit(iris, options)).toThrow(message);
  });

  it('fit refuses an empty data set, and validation data that do not fit', () => {
    expect(() => make().fit(iris.slice(0, 0), {})).toThrow(/no examples/);
    const narrow = new Dataset({ features: [[1]], labels: Int32Array.of(0) });
    expect(() => make().fit(iris, { validation: narrow })).toThrow(/\[batch, 4\]/);
    const plain = { features: iris.features, labels: iris.labels };
    expect(() => make().fit(plain as never)).toThrow('Make one by new Dataset({ features, labels }).');
  });

  it('a loss that is not finite stops training, with the step and the parameters from before it', async () => {
    const trainer = new Trainer(sequential([dense(1)], { inputShape: [1] }), {
      loss: meanSquaredError(),
      optimizer: gradientDescent({ learningRate: 1e10 }),
      seed: 1,
    });
    const data = new Dataset({ features: [[1e5], [2e5]], labels: Float32Array.of(1, 2) });
    const error = await trainer
      .fit(data, { epochs: 100 })
      .done()
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    expect(error).toBeInstanceOf(NonFiniteLossError);
    expect(error).toMatchObject({ step: trainer.globalStep + 1 });
    expect(String(error)).toMatch(/smaller learning rate/);
  });

  it('a loss that gives more than one number is refused', async () => {
    const loss: Loss = (outputs) => outputs;
    await expect(make({ loss }).step(iris)).rejects.toThrow(/must give one number, it gives shape \[150, 3\]/);
  });

  it('labels that a metric refuses are refused before the step is taken', async () => {
    const loss: Loss = (outputs) => tf.sum(outputs);
    const trainer = make({ loss });
    const before = trainer.state();
    const bad = new Dataset({ features: rows(2), labels: Int32Array.of(0, 3) });
    await expect(trainer.step(bad)).rejects.toThrow(/Cannot score accuracy/);
    expect(() => trainer.fit(bad)).toThrow(/Cannot score accuracy/);
    expect(trainer.state()).toEqual(before);
  });

  it.each([
    ['a loss', { loss: 'mse' }, 'loss takes a function such as meanSquaredError() gives, found "mse".'],
    ['an optimizer', { optimizer: 'adam' }, 'optimizer takes an optimizer such as adam() gives, found "adam".'],
    ['a metric', { metrics: ['accuracy'] }, 'metrics.0 takes a metric such as accuracy() gives, found "accuracy".'],
    [
      'what is missing',
      { loss: undefined },
      'loss takes a function such as meanSquaredError() gives, found undefined.',
    ],
  ])('a recipe does not take a name for %s', (_, change, message) => {
    expect(() => make(change as never)).toThrow(`Cannot make a trainer: ${message}`);
  });

  it('a metric cannot go by the name of the loss', () => {
    expect(() => make({ metrics: { loss: accuracy() } })).toThrow(/Cannot report a metric as "loss"/);
  });

  it("a user's layer that fails leaves the parameters, and no tensors behind", async () => {
    const failing: Layer = {
      outputShape: (inputShape) => inputShape,
      call: (x, { training }) => {
        if (training) throw new Error('cannot');
        return x;
      },
    };
    const trainer = new Trainer(sequential([dense(3), failing], { inputShape: [4] }), recipe);
    await trainer.evaluate(iris);
    const before = trainer.state();
    const tensors = tf.memory().numTensors;
    await expect(trainer.step(iris)).rejects.toThrow('cannot');
    expect(trainer.state()).toEqual(before);
    expect(tf.memory().numTensors).toBe(tensors);
  });
});

describe('learningRate', () => {
  const decay = exponentialDecay({ learningRate: 0.1, decaySteps: 10, decayRate: 0.5 });
  const scheduled = () => make({ optimizer: momentum({ learningRate: decay }) });
  const options = { epochs: 2, batchSize: 50 };

  it('is that of the next step, by the schedule', async () => {
    const trainer = scheduled();
    expect(trainer.learningRate).toBe(0.1);
    await trainer.fit(iris, options).done();
    expect(trainer.learningRate).toBe(decay(6));
  });

  it.each(['compiled', 'autodiff'])('takes the place of the schedule once it is set, %s', async (kind) => {
    const loss: Loss = kind === 'compiled' ? recipe.loss : (...parts) => recipe.loss(...parts);
    const set = make({ loss, optimizer: momentum({ learningRate: decay }) });
    expect(set.plan.kind).toBe(kind);
    set.learningRate = 0.03;
    const fixed = make({ loss, optimizer: momentum({ learningRate: 0.03 }) });
    for (const trainer of [set, fixed]) await trainer.fit(iris, options).done();
    expect(set.learningRate).toBe(0.03);
    expect(set.parameters()).toEqual(fixed.parameters());
    set.dispose();
    fixed.dispose();
  });

  it('goes where the state goes', () => {
    const [first, second] = [scheduled(), scheduled()];
    first.learningRate = 0.03;
    second.setState(first.state());
    expect(second.learningRate).toBe(0.03);
    second.setState(scheduled().state());
    expect(second.learningRate).toBe(0.1);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('is not set to %d, in a state either', (rate) => {
    const trainer = scheduled();
    expect(() => {
      trainer.learningRate = rate;
    }).toThrow(`Cannot train: its learning rate must be finite, 0 or more; it is ${rate}.`);
    expect(() => trainer.setState({ ...trainer.state(), learningRate: rate })).toThrow('Cannot go on from this state');
    expect(trainer.learningRate).toBe(0.1);
  });
});

import { encodeSafetensors } from '@feedforward/checkpoint';
import { Dataset, loadIris, Matrix, type Targets } from '@feedforward/datasets';
import {
  type ActivationName,
  activation,
  batchNormalization,
  dense,
  dropout,
  flatten,
  freeze,
  type Layer,
  sequential,
} from '@feedforward/layers';
import { accuracy, classificationReport, f1, logLoss, type Metric, rocAuc, score } from '@feedforward/metrics';
import {
  hinge,
  type Loss,
  meanAbsoluteError,
  meanSquaredError,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from '@feedforward/metrics/losses';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { clipByGlobalNorm, clipByNorm } from './clipping.ts';
import { adam } from './optimizers/adam.ts';
import { gradientDescent } from './optimizers/gradient-descent.ts';
import { loadModel } from './state/load-model.ts';
import { type Recipe, Trainer } from './trainer.ts';

const { features, labels } = loadIris();
const isSetosa = new Dataset({ features, labels: Int32Array.from(labels, (species) => (species === 0 ? 1 : 0)) });
const oneHot = new Matrix(
  Float32Array.from({ length: labels.length * 3 }, (_, i) => (labels[Math.floor(i / 3)] === i % 3 ? 1 : 0)),
  [labels.length, 3],
);

/** Sends a network to automatic differentiation: a loss without a config, of the same numbers. */
const asOwn = (loss: Loss): Loss =>
  Object.assign((...batch: Parameters<Loss>) => loss(...batch), { reduction: loss.reduction ?? 'mean' });

const hidden = (): Layer => dense(8, { name: 'hidden', activation: 'relu' });
const network = (...layers: Layer[]) => sequential([hidden(), ...layers], { inputShape: [4] });
const outputs = (units: number, of: ActivationName = 'linear') => dense(units, { name: 'outputs', activation: of });

describe('a network that ends in sigmoid', () => {
  it.each([
    ['meanSquaredError', meanSquaredError()],
    ['sigmoidCrossEntropy', sigmoidCrossEntropy()],
    ['a loss of the user, by autodiff', asOwn(sigmoidCrossEntropy())],
  ])('is scored at a probability of 0.5, in training on %s', async (_, loss) => {
    const trainer = new Trainer(network(outputs(1, 'sigmoid')), {
      ...{ loss, optimizer: adam({ learningRate: 0.05 }), seed: 1 },
      metrics: { accuracy: accuracy(), f1: f1(), logLoss: logLoss(), auc: rocAuc() },
    });
    await trainer.fit(isSetosa, { epochs: 60 }).done();
    const predicted = await trainer.predict(features);
    const p = Array.from(predicted.rows(), ([value]) => value!);
    const entropy = p.reduce((sum, value, i) => sum - Math.log(isSetosa.labels[i] ? value : 1 - value), 0) / p.length;

    const scores = await trainer.evaluate(isSetosa);
    expect(scores).toMatchObject({ accuracy: 1, f1: 1, auc: 1 });
    expect(scores.logLoss).toBeCloseTo(entropy, 12);
    expect(predicted.outputKind).toBe('probabilities');
    const report = score(classificationReport(), predicted.slice(0, 100).take([0, 60]), [1, 0]);
    expect(report.classes.map(({ recall }) => recall)).toEqual([1, 1]);
  });

  it('has for its loss the cross-entropy of those probabilities', async () => {
    const trainer = new Trainer(network(outputs(1, 'sigmoid')), {
      ...{ loss: sigmoidCrossEntropy(), optimizer: adam(), seed: 1, metrics: { logLoss: logLoss() } },
    });
    const { loss, logLoss: ofProbabilities } = await trainer.evaluate(isSetosa);
    expect(loss).toBeCloseTo(ofProbabilities!, 6);
  });
});

interface Pair {
  readonly name: string;
  readonly loss: () => Loss;
  readonly data: Dataset<Targets>;
  readonly probabilities: readonly Layer[];
  readonly logits: readonly Layer[];
}

const species = new Dataset<Targets>({ features, labels: Int32Array.from(labels) });
const pairs: readonly Pair[] = [
  {
    ...{ name: 'sigmoid', loss: sigmoidCrossEntropy, data: isSetosa },
    ...{ probabilities: [outputs(1, 'sigmoid')], logits: [outputs(1)] },
  },
  {
    ...{
      name: 'sigmoids of several labels',
      loss: sigmoidCrossEntropy,
      data: new Dataset({ features, labels: oneHot }),
    },
    ...{ probabilities: [outputs(3, 'sigmoid')], logits: [outputs(3)] },
  },
  {
    ...{ name: 'softmax', loss: sparseSoftmaxCrossEntropy, data: species },
    ...{ probabilities: [outputs(3, 'softmax')], logits: [outputs(3)] },
  },
  {
    ...{
      name: 'softmax of one-hot labels',
      loss: softmaxCrossEntropy,
      data: new Dataset({ features, labels: oneHot }),
    },
    ...{ probabilities: [outputs(3, 'softmax')], logits: [outputs(3)] },
  },
  {
    ...{ name: 'softmax as a layer, then flatten', loss: sparseSoftmaxCrossEntropy, data: species },
    probabilities: [outputs(3), activation('softmax'), dropout(0), flatten(), activation('linear')],
    logits: [outputs(3)],
  },
  {
    ...{ name: 'sigmoid as a layer', loss: sigmoidCrossEntropy, data: isSetosa },
    ...{ probabilities: [outputs(1), activation('sigmoid')], logits: [outputs(1)] },
  },
  {
    ...{ name: 'softmax of normalized logits', loss: sparseSoftmaxCrossEntropy, data: species },
    probabilities: [outputs(3), batchNormalization({ name: 'norm' }), activation('softmax')],
    logits: [outputs(3), batchNormalization({ name: 'norm' })],
  },
];

describe('training on probabilities is training on the logits beneath, to the bit', () => {
  const engines = [
    ['compiled', (loss: Loss) => loss],
    ['autodiff', asOwn],
  ] as const;
  const clippings = [undefined, clipByNorm(0.1), clipByGlobalNorm(0.1)];
  const cases = pairs.flatMap((pair) => engines.map(([kind, loss]) => [kind, pair.name, pair, loss] as const));
  it.each(cases)('%s: %s', async (kind, _, pair, engine) => {
    for (const clipping of clippings) {
      const recipe: Recipe = { loss: engine(pair.loss()), optimizer: adam({ learningRate: 0.02 }), seed: 3, clipping };
      const [given, beneath] = [pair.probabilities, pair.logits].map(
        (layers) => new Trainer(network(...layers), recipe),
      ) as [Trainer, Trainer];
      expect([given.plan.kind, beneath.plan.kind]).toEqual([kind, kind]);
      await given.fit(pair.data, { epochs: 3, batchSize: 37 }).done();
      await beneath.fit(pair.data, { epochs: 3, batchSize: 37 }).done();
      expect(new Map(given.state().parameters)).toEqual(new Map(beneath.state().parameters));
      expect(await given.evaluate(pair.data)).toEqual(await beneath.evaluate(pair.data));

      const logits = await beneath.predict(features);
      const sums = Array.from(logits.rows(), (row) => row.reduce((sum, z) => sum + Math.exp(z), 0));
      const expected = Array.from(logits.rows(), (row, i) =>
        Array.from(row, (z) => (pair.name.startsWith('softmax') ? Math.exp(z) / sums[i]! : 1 / (1 + Math.exp(-z)))),
      );
      const found = (await given.predict(features)).toRows();
      for (const [i, row] of found.entries())
        for (const [j, p] of row.entries()) expect(p).toBeCloseTo(expected[i]![j]!, 6);
    }
  });

  it('also where the last layer is frozen, and where only it is not', async () => {
    for (const pattern of ['outputs', 'hidden']) {
      const [given, beneath] = (['softmax', 'linear'] as const).map((of) => {
        const model = freeze(network(outputs(3, of)), pattern);
        return new Trainer(model, { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 3 });
      });
      expect(given?.outputKind).toBe('probabilities');
      await given?.fit(species, { epochs: 2 }).done();
      await beneath?.fit(species, { epochs: 2 }).done();
      expect(given?.plan.kind).toBe('compiled');
      expect(new Map(given?.parameters())).toEqual(new Map(beneath?.parameters()));
    }
  });

  it('leaves no tensors behind, by autodiff', async () => {
    for (const last of [[outputs(3, 'softmax')], [outputs(3, 'softmax'), dropout(0.5)]]) {
      const loss = asOwn(sparseSoftmaxCrossEntropy());
      const trainer = new Trainer(network(...last), { loss, optimizer: gradientDescent(), seed: 1 });
      await trainer.step(species);
      const { numTensors } = tf.memory();
      await trainer.step(species);
      await trainer.evaluate(species);
      await trainer.predict(features);
      expect(tf.memory().numTensors).toBe(numTensors);
    }
  });

  it('where the sigmoid is saturated, it still learns', async () => {
    for (const loss of [sigmoidCrossEntropy(), asOwn(sigmoidCrossEntropy())]) {
      const model = sequential([dense(1, { activation: 'sigmoid', useBias: false })], { inputShape: [1] });
      const trainer = new Trainer(model, { loss, optimizer: gradientDescent({ learningRate: 1 }), seed: 1 });
      trainer.setParameters([['dense/kernel', { dtype: 'float32', shape: [1, 1], data: Float32Array.of(200) }]]);
      const batch = { features: [[1]], labels: Int32Array.of(0) };
      expect((await trainer.step(batch)).loss).toBe(200);
      expect(trainer.parameters()[0]?.[1].data[0]).toBe(199);
    }
  });
});

describe('cross-entropy of probabilities that no logits of its kind lie beneath', () => {
  /** A step of gradient descent by the finite differences of the loss as JavaScript has it. */
  const step = async (last: readonly Layer[], loss: Loss, data: { features: number[][]; labels: Targets }) => {
    const model = sequential([dense(3, { name: 'z', useBias: false }), ...last], { inputShape: [2] });
    const trainer = new Trainer(model, { loss, optimizer: gradientDescent({ learningRate: 1 }), seed: 5 });
    const before = trainer.parameters()[0]![1];
    const at = async (i: number, change: number) => {
      const other = new Trainer(model, { loss, optimizer: gradientDescent(), seed: 5 });
      const moved = before.data.map((value, j) => (i === j ? value + change : value));
      other.setParameters([['z/kernel', { ...before, data: moved }]]);
      return (await other.evaluate(data)).loss;
    };
    const { loss: value } = await trainer.step(data);
    const gradient = Array.from(before.data, (number, i) => number - trainer.parameters()[0]![1].data[i]!);
    const differences = await Promise.all(
      gradient.map(async (_, i) => ((await at(i, 2 ** -8)) - (await at(i, -(2 ** -8)))) / 2 ** -7),
    );
    return { trainer, value, gradient, differences };
  };
  const own: Layer = {
    outputShape: (shape) => shape,
    call: (x) => tf.softmax(tf.mul(x, 0.5)),
    outputKind: 'probabilities',
  };
  const rows = [
    [0.3, -1],
    [1.2, 0.4],
  ];
  const hot = Matrix.from([
    [0, 1, 0],
    [1, 0, 0],
  ]);
  interface Case {
    readonly what: string;
    readonly last: readonly Layer[];
    readonly loss: Loss;
    readonly labels: Targets;
    readonly expected: (p: number[][]) => number;
  }
  const ofClasses = (p: number[][]): number => -(Math.log(p[0]![1]!) + Math.log(p[1]![0]!)) / 2;
  const classes = Int32Array.of(1, 0);
  const cases: readonly Case[] = [
    {
      what: 'a layer of the user’s own that says so',
      ...{ last: [own], loss: sparseSoftmaxCrossEntropy(), labels: classes, expected: ofClasses },
    },
    {
      what: 'binary entropy of softmax, as Keras computes it',
      ...{ last: [activation('softmax')], loss: sigmoidCrossEntropy(), labels: hot },
      expected: (p) =>
        p.flat().reduce((sum, q, i) => sum - Math.log(hot.toRows().flat()[i] === 1 ? q : 1 - q), 0) / p.flat().length,
    },
    {
      what: 'categorical entropy of sigmoids, which are normalized',
      ...{ last: [activation('sigmoid')], loss: softmaxCrossEntropy(), labels: hot },
      expected: (p) => {
        const shares = p.map((row) => row.map((q) => q / row.reduce((a, b) => a + b, 0)));
        return ofClasses(shares);
      },
    },
    {
      what: 'fromLogits false for a layer that says nothing',
      last: [{ ...own, outputKind: undefined }],
      ...{ loss: sparseSoftmaxCrossEntropy({ fromLogits: false }), labels: classes, expected: ofClasses },
    },
  ];
  it.each(cases)('$what', async ({ last, loss, labels: targets, expected }) => {
    const { trainer, value, gradient, differences } = await step(last, loss, { features: rows, labels: targets });
    expect(trainer.outputKind).toBe('probabilities');
    expect(trainer.plan.kind).toBe('autodiff');
    const same = new Trainer(trainer.model, { loss, optimizer: gradientDescent(), seed: 5 });
    expect(value).toBeCloseTo(expected((await same.predict(rows)).toRows()), 5);
    for (const [i, slope] of gradient.entries()) expect(slope).toBeCloseTo(differences[i]!, 3);
  });

  it('a model of the user’s own that says so, around one of this library', async () => {
    const inner = network(outputs(3, 'softmax'));
    const around = { ...inner, layers: inner.layers };
    const recipe = { loss: sparseSoftmaxCrossEntropy(), optimizer: gradientDescent(), seed: 1 };
    const [given, expected] = [new Trainer(around, recipe), new Trainer(inner, recipe)];
    expect([given.plan.kind, given.outputKind]).toEqual(['autodiff', 'probabilities']);
    const [found, right] = [await given.step(species), await expected.step(species)];
    expect(found.loss).toBeCloseTo(right.loss, 5);
  });

  it('has no NaN from dropout after softmax', async () => {
    const model = network(outputs(3, 'softmax'), dropout(0.5));
    const trainer = new Trainer(model, { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 1 });
    await trainer.fit(species, { epochs: 5 }).done();
    expect(trainer.outputKind).toBe('probabilities');
    expect((await trainer.evaluate(species)).loss).toBeLessThan(2);
  });
});

describe('what outputs are', () => {
  const own: Layer = { outputShape: (shape) => shape, call: (x) => x };
  it.each<[kind: string | undefined, layers: Layer[]]>([
    ['probabilities', [outputs(3, 'softmax')]],
    ['probabilities', [outputs(3, 'sigmoid')]],
    ['probabilities', [outputs(3), activation('softmax'), dropout(0.3), flatten(), activation('linear')]],
    ['probabilities', [{ ...outputs(3, 'softmax'), name: 'copied' }]],
    ['values', [outputs(3, 'softmax'), batchNormalization()]],
    ['values', [outputs(3, 'relu')]],
    ['values', [outputs(3, 'tanh'), dropout(0.3)]],
    ['logits', [{ ...own, outputKind: 'logits' }]],
    ['probabilities', [{ ...own, outputKind: 'probabilities' }, flatten()]],
    [undefined, [outputs(3)]],
    [undefined, [outputs(3), batchNormalization()]],
    [undefined, [outputs(3, 'softmax'), own]],
    [undefined, [outputs(3, 'softmax'), outputs(3)].map((layer, i) => ({ ...layer, name: `${i}` }))],
  ])('is %s', (kind, layers) => {
    expect(network(...layers).outputKind).toBe(kind);
  });

  it.each<[string | undefined, Loss]>([
    ['logits', sparseSoftmaxCrossEntropy()],
    ['logits', sigmoidCrossEntropy()],
    ['logits', hinge()],
    ['values', meanSquaredError()],
    [undefined, (found, expected) => tf.mean(tf.squaredDifference(found, expected))],
  ])('of a linear layer: %s as the loss wants it', (kind, loss) => {
    expect(new Trainer(network(outputs(1)), { loss, optimizer: adam() }).outputKind).toBe(kind);
  });

  it('values are of the class that they are nearest to', async () => {
    const trainer = new Trainer(network(outputs(1)), {
      ...{ loss: meanSquaredError(), optimizer: adam({ learningRate: 0.02 }), seed: 1 },
      metrics: { accuracy: accuracy() },
    });
    await trainer.fit(isSetosa, { epochs: 40 }).done();
    expect((await trainer.evaluate(isSetosa)).accuracy).toBe(1);
  });

  it.each<[string | undefined, ActivationName, Loss]>([
    ['logits', 'linear', sigmoidCrossEntropy()],
    ['values', 'linear', meanSquaredError()],
    ['probabilities', 'sigmoid', meanSquaredError()],
    [undefined, 'linear', asOwn(sigmoidCrossEntropy())],
  ])('is %s after loadModel, too', async (kind, of, loss) => {
    const trainer = new Trainer(network(outputs(1, of)), { loss, optimizer: adam(), seed: 1 });
    const { tensors, metadata } = trainer.checkpoint();
    const { loss: told, predict } = await loadModel(encodeSafetensors(tensors, metadata));
    expect(told?.config).toEqual(loss.config);
    expect((await predict(features)).outputKind).toBe(kind);
  });

  it('a metric of the user’s own is given the outputs, and what they are', async () => {
    const kinds: unknown[] = [];
    const watching: Metric = {
      start: () => ({ update: (found) => kinds.push(found.outputKind, found.at(0, 0) <= 1), result: () => 0 }),
    };
    const trainer = new Trainer(network(outputs(3, 'softmax')), {
      ...{ loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), metrics: { watching }, seed: 1 },
    });
    await trainer.step({ features: features.slice(0, 5), labels: species.labels.slice(0, 5) });
    expect(new Set(kinds)).toEqual(new Set(['probabilities', true]));
  });
});

describe('what cannot go together is refused when the trainer is made', () => {
  it.each<[message: RegExp, layers: Layer[], loss: Loss, metrics?: Recipe['metrics']]>([
    [/softmax of one output is always 1/, [outputs(1, 'softmax')], sparseSoftmaxCrossEntropy()],
    [/softmax of one output is always 1/, [outputs(1, 'softmax')], sigmoidCrossEntropy()],
    [/softmax of one output is always 1/, [outputs(1, 'softmax'), activation('linear')], sigmoidCrossEntropy()],
    [/the network has one output. Use sigmoidCrossEntropy/, [outputs(1, 'sigmoid')], sparseSoftmaxCrossEntropy()],
    [/the network's outputs are values \(of relu\)/, [outputs(3, 'relu')], sparseSoftmaxCrossEntropy()],
    [/the network's outputs are values \(of tanh\)/, [outputs(1, 'tanh')], sigmoidCrossEntropy()],
    [/are values \(of leakyRelu\)/, [outputs(3, 'leakyRelu')], softmaxCrossEntropy()],
    [/outputs are values/, [outputs(3, 'softmax'), batchNormalization()], softmaxCrossEntropy()],
    [/outputs on both sides of 0, the network's are probabilities/, [outputs(1, 'sigmoid')], hinge()],
    [/with fromLogits true it takes logits/, [outputs(3, 'softmax')], sparseSoftmaxCrossEntropy({ fromLogits: true })],
    [/with fromLogits false .* are linear/, [outputs(3)], sparseSoftmaxCrossEntropy({ fromLogits: false })],
    [
      /metrics.logLoss: the network's outputs must be logits or probabilities/,
      [outputs(1, 'relu')],
      meanSquaredError(),
      { logLoss: logLoss() },
    ],
  ])('%s', (message, layers, loss, metrics) => {
    expect(() => new Trainer(network(...layers), { loss, optimizer: adam(), metrics })).toThrow(message);
  });

  it('but not what Keras allows: errors of probabilities, tanh of margins', () => {
    const fits = (layer: Layer, loss: Loss) => new Trainer(network(layer), { loss, optimizer: adam() }).outputKind;
    expect(fits(outputs(1, 'sigmoid'), meanSquaredError())).toBe('probabilities');
    expect(fits(outputs(3, 'softmax'), meanAbsoluteError())).toBe('probabilities');
    expect(fits(outputs(1, 'tanh'), hinge())).toBe('logits');
    expect(fits(outputs(1, 'relu'), meanSquaredError())).toBe('values');
    expect(fits(outputs(3, 'softmax'), sparseSoftmaxCrossEntropy({ fromLogits: false }))).toBe('probabilities');
    const same = network(outputs(3, 'softmax'), activation('linear'), flatten());
    const loss = sparseSoftmaxCrossEntropy({ fromLogits: false });
    expect(new Trainer(same, { loss, optimizer: adam() }).plan.kind).toBe('compiled');
  });

  it('a loss of the user’s, of a cross-entropy, is refused relu’s outputs at its first step', async () => {
    const trainer = new Trainer(network(outputs(3, 'relu')), {
      ...{ loss: asOwn(sparseSoftmaxCrossEntropy()), optimizer: adam(), seed: 1 },
    });
    await expect(trainer.step(species)).rejects.toThrow("the network's outputs are values");
  });

  it('a layer that says what is no kind', () => {
    const layer = { ...outputs(3), outputKind: 'probability' };
    // @ts-expect-error: JavaScript's users have no compiler to tell them
    expect(() => network(layer)).toThrow('its outputKind must be "logits", "probabilities" or "values"');
  });
});

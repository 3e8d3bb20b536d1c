import { createHash } from 'node:crypto';
import { type Kernels, startKernels } from '@feedforward/core/kernels';
import { Matrix, type Targets } from '@feedforward/datasets';
import { activationNames, type Model, modelFromConfig } from '@feedforward/layers';
import { type Loss, type LossConfig, lossFromConfig } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipByGlobalNorm, clipByNorm, clipByValue, type GradientTransform } from '../../clipping.ts';
import { momentum } from '../../optimizers/momentum.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import { optimizerNamed, optimizerNames } from '../../optimizers/optimizer-named.ts';
import type { LearnedValues, NamedTensors } from '../../state/train-state.ts';
import { AutodiffEngine } from '../autodiff-engine.ts';
import type { CheckedBatch, Engine } from '../engine.ts';
import { CompiledEngine } from './compiled-engine.ts';
import { compile } from './plan.ts';

/** For ftrl there is no kernel. */
const compiledNames = optimizerNames.filter((name) => name !== 'ftrl');

interface Case {
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly clipping?: GradientTransform | undefined;
  readonly values: LearnedValues;
}

/** Both engines, started from the same values. */
async function engines({ values, ...parts }: Case): Promise<[compiled: Engine, autodiff: Engine]> {
  const compiled = compile(parts);
  if (typeof compiled === 'string') throw new Error(compiled);
  const both: [Engine, Engine] = [new CompiledEngine(compiled, values), new AutodiffEngine(parts, values)];
  for (const engine of both) await engine.start();
  return both;
}

/**
 * The largest difference between tensors of the same names, as a share of the largest number in any of them; or of
 * 0.01 where all are less, for they may be what is left of larger terms that cancel.
 */
function difference(left: NamedTensors, right: NamedTensors): number {
  expect([...left.keys()]).toEqual([...right.keys()]);
  let largest = 0.01;
  let worst = 0;
  for (const [name, { data }] of left) {
    const other = right.get(name)!.data;
    for (let i = 0; i < data.length; i++) {
      largest = Math.max(largest, Math.abs(other[i]!));
      const distance = Math.abs(data[i]! - other[i]!);
      worst = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : Math.max(worst, distance);
    }
  }
  return worst / largest;
}

const activations = fc.constantFrom(
  ...activationNames.filter((name) => name !== 'gelu' && name !== 'leakyRelu'),
  { type: 'gelu', approximate: false },
  { type: 'gelu', approximate: true },
  { type: 'leakyRelu', alpha: 0.3 },
);

/** Layers' configs. */
const layers = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('dense'),
      units: fc.integer({ min: 1, max: 37 }),
      activation: activations,
      useBias: fc.boolean(),
      biasInitializer: fc.constant({ type: 'randomNormal' }),
    }),
  },
  fc.record({ type: fc.constant('activation'), activation: activations }),
  fc.record({ type: fc.constant('dropout'), rate: fc.constantFrom(0, 0.3, 0.7) }),
  fc.record({ type: fc.constant('batchNormalization'), center: fc.boolean(), scale: fc.boolean() }),
  fc.constant({ type: 'flatten' }),
);

/** Layers' configs, of which some say that they are frozen. */
const frozenLayers = fc.tuple(layers, fc.boolean()).map(([layer, trainable]) => {
  return ['dense', 'batchNormalization'].includes(layer.type) ? { ...layer, trainable } : layer;
});

/** Losses' configs. */
const losses = fc.record({
  type: fc.constantFrom(
    'sparseSoftmaxCrossEntropy',
    'softmaxCrossEntropy',
    'sigmoidCrossEntropy',
    'hinge',
    'meanSquaredError',
    'meanAbsoluteError',
    'huber',
  ),
  reduction: fc.constantFrom('mean' as const, 'sum' as const),
});

/** Labels that a loss takes. */
function labelsFor({ config }: Loss, random: RandomState, rows: number, outputs: number): Targets {
  const classes = Int32Array.from({ length: rows }, () => random.randint(0, outputs));
  if (config?.type === 'sparseSoftmaxCrossEntropy') return classes;
  const isOfBits = config?.type === 'sigmoidCrossEntropy' || config?.type === 'hinge';
  const data = Float32Array.from({ length: rows * outputs }, (_, i) => {
    if (config?.type === 'softmaxCrossEntropy') return classes[Math.floor(i / outputs)] === i % outputs ? 1 : 0;
    return isOfBits ? random.randint(0, 2) : random.randn();
  });
  return new Matrix(data, [rows, outputs]);
}

/** Features as bytes or as floats, of which so many are 0. */
function featuresOf(random: RandomState, rows: number, columns: number, areBytes: boolean, zeros: number): Matrix {
  const draw = (): number => (random.random() < zeros ? 0 : areBytes ? random.randint(1, 256) : random.randn());
  const values = Array.from({ length: rows * columns }, draw);
  return areBytes
    ? new Matrix(Uint8Array.from(values), [rows, columns], { scale: 1 / 255 })
    : new Matrix(Float32Array.from(values), [rows, columns]);
}

const networkOptions = {
  inputs: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(64, 101, 410)),
  loss: losses,
  rows: fc.oneof(fc.integer({ min: 1, max: 23 }), fc.constantFrom(50, 410)),
  seed: fc.nat(),
  areBytes: fc.boolean(),
  zeros: fc.constantFrom(0, 0.8),
  weighted: fc.boolean(),
  ending: fc.constantFrom('linear' as const, 'activation' as const, 'layers' as const),
};

const networks = fc.record({ ...networkOptions, layers: fc.array(layers, { minLength: 1, maxLength: 5 }) });
const frozenNetworks = fc.record({
  ...networkOptions,
  layers: fc.array(frozenLayers, { minLength: 1, maxLength: 5 }),
  outputsLearn: fc.boolean(),
});

interface LayerCase {
  readonly type: string;
  readonly [option: string]: unknown;
}

interface NetworkCase {
  readonly inputs: number;
  readonly layers: readonly LayerCase[];
  readonly loss: LossConfig;
  readonly rows: number;
  readonly seed: number;
  readonly areBytes: boolean;
  /** The share of the inputs that is 0. */
  readonly zeros: number;
  readonly weighted: boolean;
  /** Whether the outputs are linear; or sigmoids or a softmax, of their layer, or of one after it. Default linear. */
  readonly ending?: 'linear' | 'activation' | 'layers';
  /** Default true. */
  readonly outputsLearn?: boolean;
}

function caseOf(network: NetworkCase): {
  model: Model;
  loss: Loss;
  values: LearnedValues;
  batch: (rows?: number) => CheckedBatch;
} {
  const { inputs, rows, areBytes, zeros, weighted, ending, outputsLearn: trainable = true } = network;
  const random = new RandomState(network.seed);
  const last = network.loss.type.endsWith('oftmaxCrossEntropy') ? 'softmax' : 'sigmoid';
  const model = modelFromConfig({
    type: 'sequential',
    inputShape: [inputs],
    layers: [
      ...network.layers,
      { type: 'dense', name: 'outputs', units: 3, trainable, activation: ending === 'activation' ? last : 'linear' },
      ...(ending === 'layers' ? [{ type: 'activation', activation: last }, { type: 'flatten' }] : []),
    ],
  });
  const loss = lossFromConfig(network.loss);
  const values = { parameters: model.initialize(random), slots: new Map() };
  // What begins at 0 and 1 would hide a term or a factor that is forgotten.
  for (const [name, { data }] of values.parameters) {
    if (/(gamma|beta|moving\w+)$/.test(name)) data.set(data.map((value) => value + random.uniform(-0.5, 0.5)));
  }
  const batch = (count = rows): CheckedBatch => ({
    features: featuresOf(random, count, inputs, areBytes, zeros),
    labels: labelsFor(loss, random, count, 3),
    weights: weighted ? Float32Array.from({ length: count }, () => random.random()) : undefined,
  });
  return { model, loss, values, batch };
}

/** The parameters of frozen layers that are not, in every bit, what they were, or that slots are kept for. */
function changedThoughFrozen(
  { model, values }: Pick<Case, 'model' | 'values'>,
  { parameters, slots }: LearnedValues,
): string[] {
  const frozen = model.config!.layers.filter(({ trainable }) => trainable === false);
  return frozen
    .flatMap(({ name }) => model.parameters.filter((parameter) => parameter.name.startsWith(`${name}/`)))
    .map(({ name }) => name)
    .filter((name) => {
      const [before, after] = [values.parameters.get(name)!.data, parameters.get(name)!.data];
      return (
        !before.every((value, i) => Object.is(value, after[i])) ||
        [...slots.keys()].some((slot) => slot.startsWith(`${name}/`))
      );
    });
}

const chapterLike: NetworkCase = {
  inputs: 100,
  layers: [
    { type: 'dense', units: 30, activation: 'relu' },
    { type: 'dropout', rate: 0.2 },
    { type: 'dense', units: 11, activation: 'tanh' },
  ],
  loss: { type: 'sparseSoftmaxCrossEntropy', reduction: 'mean' },
  rows: 50,
  seed: 42,
  areBytes: true,
  zeros: 0.8,
  weighted: false,
};

const freezing = (layer: LayerCase): LayerCase => (layer.type === 'dense' ? { ...layer, trainable: false } : layer);

/** Of every bit: a comparison of the numbers themselves would take minutes to print. */
function digestOf(losses: readonly number[], { parameters, slots }: LearnedValues): string {
  const hash = createHash('sha256').update(Float64Array.from(losses));
  for (const { data } of [...parameters.values(), ...slots.values()]) hash.update(data);
  return hash.digest('hex');
}

/** Waits until so many threads can be had. */
async function standBy(kernels: Kernels, threads: number): Promise<void> {
  while (kernels.threads(1e9) < threads) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the compiled engine and automatic differentiation', () => {
  it.each<[string, fc.Arbitrary<NetworkCase>]>([
    ['of any kind', networks],
    ['with layers that are frozen', frozenNetworks],
  ])('give the same gradients, loss and outputs for networks %s', async (_, kind) => {
    await fc.assert(
      fc.asyncProperty(kind, async (network) => {
        const { batch, ...parts } = caseOf(network);
        // Normalizing divides by √(variance + 0.001): what float32 has rounded off grows by that, 32 times at the most.
        const normalizations = network.layers.filter(({ type }) => type === 'batchNormalization').length;
        fc.pre(normalizations < 2);
        const tolerance = normalizations === 0 ? 1e-5 : 1e-5 / Math.sqrt(0.001);
        // The tape sums the examples' losses in float32.
        const sumTolerance = tolerance + network.rows * 2 ** -24;
        // After one step of momentum the velocity is the gradient.
        const both = await engines({ ...parts, optimizer: momentum() });
        const examples = batch();
        const [compiled, autodiff] = both.map((engine) => {
          const random = new RandomState(5);
          const result = engine.train(examples, { learningRate: 0.01, iteration: 1, random });
          const after = engine.read();
          const scores = engine.evaluate(examples);
          engine.dispose();
          return { result, after, scores, next: random.nextUint32() };
        });
        expect(compiled!.next).toBe(autodiff!.next);
        for (const of of ['result', 'scores'] as const) {
          const [left, right] = [compiled![of], autodiff![of]];
          expect(Math.abs(left.loss - right.loss)).toBeLessThanOrEqual(
            sumTolerance * Math.max(1, Math.abs(right.loss)),
          );
          const outputs = (matrix: Matrix<Float32Array>): NamedTensors =>
            new Map([
              ['outputs', { dtype: 'float32', shape: matrix.shape, data: matrix.data as Float32Array<ArrayBuffer> }],
            ]);
          expect(difference(outputs(left.outputs), outputs(right.outputs))).toBeLessThan(tolerance);
        }
        expect(difference(compiled!.after.slots, autodiff!.after.slots)).toBeLessThan(tolerance);
        expect(difference(compiled!.after.parameters, autodiff!.after.parameters)).toBeLessThan(tolerance);
        for (const { after } of [compiled!, autodiff!]) expect(changedThoughFrozen(parts, after)).toEqual([]);
      }),
      // The same networks each time: about one in 5000 has a sum so near a kink that the two fall on different sides.
      { numRuns: 300, seed: 42 },
    );
  });

  it.each(compiledNames)(
    'take the same steps with %s, clipped in every way or not, in batches of any size',
    async (name) => {
      const { batch, ...parts } = caseOf(chapterLike);
      for (const clipping of [undefined, clipByValue(0.01), clipByNorm(0.1), clipByGlobalNorm(0.1)]) {
        const both = await engines({ ...parts, optimizer: optimizerNamed(name), clipping });
        const batches = [50, 50, 13, 1, 77].map((rows) => batch(rows));
        const [compiled, autodiff] = both.map((engine) => {
          batches.forEach((examples, i) => {
            engine.train(examples, { learningRate: 0.01, iteration: i + 1, random: new RandomState(i) });
          });
          return engine.read();
        });
        expect(difference(compiled!.parameters, autodiff!.parameters)).toBeLessThan(1e-5);
        expect(difference(compiled!.slots, autodiff!.slots)).toBeLessThan(1e-5);
        for (const engine of both) engine.dispose();
      }
    },
  );

  it.each<[string, Partial<NetworkCase>]>([
    ['below', { layers: [freezing(chapterLike.layers[0]!), ...chapterLike.layers.slice(1)] }],
    ['above', { outputsLearn: false }],
    ['everywhere', { layers: chapterLike.layers.map(freezing), outputsLearn: false }],
  ])('take the same steps with layers that are frozen %s, clipped in every way or not', async (_, changes) => {
    const { batch, ...parts } = caseOf({ ...chapterLike, ...changes });
    for (const clipping of [undefined, clipByValue(0.01), clipByNorm(0.1), clipByGlobalNorm(0.1)]) {
      const both = await engines({ ...parts, optimizer: optimizerNamed('adam'), clipping });
      const batches = [50, 13, 450].map((rows) => batch(rows)); // 450: more than the first layer's gradient is sparse for
      const [compiled, autodiff] = both.map((engine) => {
        batches.forEach((examples, i) => {
          engine.train(examples, { learningRate: 0.01, iteration: i + 1, random: new RandomState(i) });
        });
        return engine.read();
      });
      expect(difference(compiled!.parameters, autodiff!.parameters)).toBeLessThan(1e-5);
      expect(difference(compiled!.slots, autodiff!.slots)).toBeLessThan(1e-5);
      for (const engine of both) expect(changedThoughFrozen(parts, engine.read())).toEqual([]);
      for (const engine of both) engine.dispose();
    }
  });

  it.each(compiledNames)('go on from one another with %s', async (name) => {
    const { batch, ...parts } = caseOf(chapterLike);
    const [compiled, autodiff] = await engines({ ...parts, optimizer: optimizerNamed(name) });
    const step = (engine: Engine, iteration: number): void => {
      engine.train(batch(20), { learningRate: 0.01, iteration, random: new RandomState(iteration) });
    };
    step(compiled, 1);
    autodiff.load(compiled.read());
    expect(autodiff.read()).toEqual(compiled.read());
    step(autodiff, 2);
    compiled.load(autodiff.read());
    expect(compiled.read()).toEqual(autodiff.read());
  });
});

describe('the compiled engine', () => {
  it('gives the same bits on any number of threads', async () => {
    const { batch, ...parts } = caseOf({
      ...chapterLike,
      inputs: 410,
      layers: [{ type: 'dense', units: 200 }, ...chapterLike.layers],
    });
    const batches = Array.from({ length: 5 }, () => batch(50));
    const kernels = await startKernels();
    const { maximumThreads } = kernels;
    const results: string[] = [];
    for (const threads of [1, 2, 3, 5]) {
      kernels.maximumThreads = threads;
      const [engine] = await engines({ ...parts, optimizer: optimizerNamed('adam'), clipping: clipByGlobalNorm(0.1) });
      await standBy(kernels, threads);
      const losses = batches.map((examples, i) => {
        return engine.train(examples, { learningRate: 0.01, iteration: i + 1, random: new RandomState(i) }).loss;
      });
      results.push(digestOf(losses, engine.read()));
    }
    kernels.maximumThreads = maximumThreads;
    expect(new Set(results).size).toBe(1);
  });

  it('has the gradients that finite differences of the loss give', async () => {
    for (const activation of ['tanh', 'swish', 'gelu', 'softplus', 'sigmoid'] as const) {
      const { batch, values, ...parts } = caseOf({ ...chapterLike, layers: [{ type: 'dense', units: 9, activation }] });
      const [engine] = await engines({ ...parts, values, optimizer: momentum() });
      const examples = batch(30);
      engine.train(examples, { learningRate: 0, iteration: 1, random: new RandomState(0) });
      const { slots } = engine.read();
      const random = new RandomState(3);
      // Along a random direction, so that the difference is large beside what float32 rounds off.
      const direction = new Map(
        Array.from(values.parameters, ([name, { data }]) => [name, random.normal(0, 1, data.length)]),
      );
      const lossAt = (distance: number): number => {
        const moved = Array.from(values.parameters, ([name, tensor]) => {
          const data = tensor.data.map((value, i) => value + distance * direction.get(name)![i]!);
          return [name, { ...tensor, data }] as const;
        });
        engine.load({ parameters: new Map(moved), slots: new Map() });
        return engine.evaluate(examples).loss;
      };
      let slope = 0;
      for (const [name, values] of direction) {
        slots.get(`${name}/velocity`)!.data.forEach((gradient, i) => {
          slope += gradient * values[i]!;
        });
      }
      // Five points: what the cubic term adds to two of them cancels.
      const near = lossAt(0.01) - lossAt(-0.01);
      const far = lossAt(0.02) - lossAt(-0.02);
      expect((8 * near - far) / 0.12 / slope).toBeCloseTo(1, 2);
    }
  });

  it('changes nothing where the loss is not finite', async () => {
    const { batch, values, ...parts } = caseOf({ ...chapterLike, layers: [{ type: 'batchNormalization' }] });
    const [engine] = await engines({ ...parts, values, optimizer: optimizerNamed('adam') });
    const huge = Array.from(values.parameters, ([name, tensor]) => {
      return [name, { ...tensor, data: tensor.data.map(() => 3e38) }] as const;
    });
    engine.load({ parameters: new Map(huge), slots: new Map() });
    const before = engine.read();
    const { loss } = engine.train(batch(), { learningRate: 0.1, iteration: 1, random: new RandomState(0) });
    expect(Number.isFinite(loss)).toBe(false);
    expect(engine.read()).toEqual(before);
  });

  it('keeps its values when it is disposed of, and can be started again', async () => {
    const { batch, ...parts } = caseOf(chapterLike);
    const [engine] = await engines({ ...parts, optimizer: optimizerNamed('adagrad') });
    engine.train(batch(), { learningRate: 0.1, iteration: 1, random: new RandomState(0) });
    const before = engine.read();
    engine.dispose();
    expect(engine.read()).toEqual(before);
    await engine.start();
    expect(engine.read()).toEqual(before);
  });

  it('takes no memory from step to step, and gives back what it has', async () => {
    const { batch, ...parts } = caseOf(chapterLike);
    const kernels = await startKernels();
    const nextFree = (): number => {
      const address = kernels.allocate(2 ** 20);
      kernels.free(address);
      return address;
    };
    const before = nextFree();
    const [compiled, autodiff] = await engines({ ...parts, optimizer: optimizerNamed('adam') });
    const step = (iteration: number): void => {
      compiled.train(batch(), { learningRate: 0.01, iteration, random: new RandomState(0) });
      compiled.evaluate(batch(200));
    };
    step(1);
    const during = nextFree();
    for (let i = 2; i < 100; i++) step(i);
    expect(nextFree()).toBeLessThanOrEqual(during); // less where engines of other tests are collected
    compiled.dispose();
    autodiff.dispose();
    expect(nextFree()).toBeLessThanOrEqual(before);
  });
});

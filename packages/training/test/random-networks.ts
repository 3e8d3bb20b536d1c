import { activationNames, type Model, modelFromConfig } from '@feedforward/layers';
import { meanSquaredError } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import fc from 'fast-check';
import { gradientDescent } from '../src/optimizers/gradient-descent.ts';
import { Trainer } from '../src/trainer.ts';

/** Every activation, those with options in each of their forms. */
export const activations: readonly (string | { readonly type: string; readonly [option: string]: unknown })[] = [
  ...activationNames,
  { type: 'gelu', approximate: true },
  { type: 'leakyRelu', alpha: 0.3 },
];

const activation = fc.constantFrom(...activations);

/** Layers' configs, in any order. */
const layer = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('dense'),
      units: fc.integer({ min: 1, max: 9 }),
      activation,
      useBias: fc.boolean(),
      trainable: fc.boolean(),
    }),
  },
  fc.record({ type: fc.constant('activation'), activation }),
  fc.record({ type: fc.constant('dropout'), rate: fc.constantFrom(0, 0.5) }),
  fc.record({
    type: fc.constant('batchNormalization'),
    center: fc.boolean(),
    scale: fc.boolean(),
    trainable: fc.boolean(),
  }),
);

/** What a random network is made of. */
export interface NetworkCase {
  readonly inputShape: number[];
  /** Layers that take any shape. */
  readonly before: readonly { readonly type: string }[];
  /** Layers that come after all is flattened. */
  readonly after: readonly { readonly type: string }[];
  readonly seed: number;
}

/** Networks of all layers, on examples of one to three axes. */
export const networks: fc.Arbitrary<NetworkCase> = fc.record({
  inputShape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
  before: fc.array(
    layer.filter(({ type }) => type !== 'dense'),
    { maxLength: 2 },
  ),
  after: fc.array(layer, { maxLength: 4 }),
  seed: fc.nat(),
});

/** The network, with a trainer whose parameters are all random, and some examples for it. */
export function drawn({ inputShape, before, after, seed }: NetworkCase): {
  model: Model;
  trainer: Trainer;
  examples: Float32Array[];
} {
  const random = new RandomState(seed);
  const layers = [...before, { type: 'flatten' }, ...after];
  const model = modelFromConfig({ type: 'sequential', inputShape, layers });
  const trainer = new Trainer(model, { loss: meanSquaredError(), optimizer: gradientDescent(), seed });
  trainer.setParameters(
    trainer.parameters().map(([name, tensor]) => {
      const draw = (): number => (name.endsWith('/movingVariance') ? 0.5 + random.random() : random.randn() / 2);
      return [name, { ...tensor, data: tensor.data.map(draw) }] as const;
    }),
  );
  const size = inputShape.reduce((product, length) => product * length, 1);
  const examples = Array.from({ length: 5 }, () => Float32Array.from({ length: size }, () => 2 * random.randn()));
  return { model, trainer, examples };
}

/** The largest difference, as a share of the largest number where that is above 1. */
export function difference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  const values = Array.from(right);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const distances = values.map((value, i) => Math.abs(value - left[i]!));
  return distances.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(0, ...distances) / largest;
}

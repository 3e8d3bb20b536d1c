import { type NetworkLayer, type NormalizationLayer, sizeOf } from './network.ts';
import { found, Options } from './options.ts';
import type { ParameterTable } from './parameter-table.ts';
import { type Activation, readActivation } from './read-activation.ts';

/** A layer's config in its place in a network. */
interface Given {
  readonly name: string;
  /** Its name in errors. */
  readonly what: string;
  readonly config: unknown;
  readonly inputShape: readonly number[];
  readonly parameters: ParameterTable;
}

/** How a layer of each type is read. */
const readers: ReadonlyMap<string, (given: Given) => NetworkLayer> = new Map([
  ['activation', readActivationLayer],
  ['batchNormalization', readBatchNormalization],
  ['dense', readDense],
  ['dropout', readDropout],
  ['flatten', readFlatten],
]);

/** The layer with this config. @throws TypeError or RangeError that names the layer, and says what is wrong with it. */
export function readLayer(given: Given): NetworkLayer {
  const type = new Options(given.what, given.config, undefined).string('type');
  const read = readers.get(type);
  if (read) return read(given);
  const known = [...readers.keys()].join(', ');
  throw new RangeError(`Cannot export ${given.what}: its type must be one of ${known}, found ${found(type)}.`);
}

function readDense({ name, what, config, inputShape, parameters }: Given): NetworkLayer {
  const known = ['name', 'units', 'activation', 'useBias', 'kernelInitializer', 'biasInitializer', 'trainable'];
  const options = new Options(what, config, known);
  const units = options.number('units');
  if (!Number.isSafeInteger(units) || units < 1) {
    throw new RangeError(`Cannot export ${what}: "units" must be a whole number above 0, found ${units}.`);
  }
  const [inputs] = inputShape;
  if (inputs === undefined || inputShape.length !== 1) {
    throw new RangeError(`Cannot export ${what}: its input must be [batch, inputs], it is ${batchText(inputShape)}.`);
  }
  return {
    type: 'dense',
    name,
    inputShape,
    outputShape: [units],
    units,
    kernel: parameters.read(`${name}/kernel`, [inputs, units]),
    bias: options.boolean('useBias', true) ? parameters.read(`${name}/bias`, [units]) : undefined,
    activation: fitting(what, readActivation(what, options.value('activation') ?? 'linear'), [units]),
  };
}

function readActivationLayer({ name, what, config, inputShape }: Given): NetworkLayer {
  const options = new Options(what, config, ['name', 'activation']);
  const activation = fitting(what, readActivation(what, options.value('activation')), inputShape);
  return { type: 'activation', name, inputShape, outputShape: inputShape, activation };
}

function readBatchNormalization({ name, what, config, inputShape, parameters }: Given): NormalizationLayer {
  const options = new Options(what, config, ['name', 'momentum', 'epsilon', 'center', 'scale', 'trainable']);
  const shape = inputShape.slice(-1);
  if (shape.length === 0) {
    throw new RangeError(`Cannot export ${what}: its input must be [batch, …, features], it is [batch].`);
  }
  const epsilon = options.number('epsilon', 1e-3);
  const gamma = options.boolean('scale', true) ? parameters.read(`${name}/gamma`, shape) : undefined;
  const beta = options.boolean('center', true) ? parameters.read(`${name}/beta`, shape) : undefined;
  const variance = parameters.read(`${name}/movingVariance`, shape);
  const factor = variance.map((value, i) => (gamma?.[i] ?? 1) / Math.sqrt(value + epsilon));
  const mean = parameters.read(`${name}/movingMean`, shape);
  return { type: 'batchNormalization', name, inputShape, outputShape: inputShape, mean, factor, beta };
}

function readDropout({ name, what, config, inputShape }: Given): NetworkLayer {
  new Options(what, config, ['name', 'rate']);
  return { type: 'dropout', name, inputShape, outputShape: inputShape };
}

function readFlatten({ name, what, config, inputShape }: Given): NetworkLayer {
  new Options(what, config, ['name']);
  return { type: 'flatten', name, inputShape, outputShape: [sizeOf(inputShape)] };
}

function fitting(what: string, activation: Activation, shape: readonly number[]): Activation {
  if (activation.type !== 'softmax' || shape.length > 0) return activation;
  throw new RangeError(`Cannot export ${what}: the input of softmax must be [batch, …, classes], it is [batch].`);
}

function batchText(shape: readonly number[]): string {
  return `[${['batch', ...shape].join(', ')}]`;
}

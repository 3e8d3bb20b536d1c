import type { JsonValue } from '../json-value.ts';
import type { NetworkLayerConfig } from '../network/network-source.ts';
import { readActivation } from './activation-names.ts';

type Read = (config: JsonValue, name: string, inputShape: readonly number[]) => NetworkLayerConfig;

/** The layers that are known here as well, by their class in Keras. */
const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  [
    'Activation',
    (config, name) => ({ type: 'activation', name, activation: readActivation(config.get('activation')) }),
  ],
  ['BatchNormalization', readBatchNormalization],
  ['Dense', readDense],
  ['Dropout', (config, name) => ({ type: 'dropout', name, rate: config.get('rate').number() })],
  ['ELU', (config, name) => withDefault(config.get('alpha'), 1, { type: 'activation', name, activation: 'elu' })],
  ['Flatten', readFlatten],
  ['LeakyReLU', readLeakyRelu],
  ['ReLU', readRelu],
  ['Softmax', readSoftmax],
]);

/** A layer of this class; `inputShape` is that of an example before it. */
export function readLayer(className: JsonValue, config: JsonValue, inputShape: readonly number[]): NetworkLayerConfig {
  const read = readers.get(className.string());
  if (!read) throw className.unexpected(`one of ${[...readers.keys()].join(', ')}`);
  return read(config, config.get('name').string(), inputShape);
}

function readDense(config: JsonValue, name: string, inputShape: readonly number[]): NetworkLayerConfig {
  const units = config.get('units');
  if (units.natural() === 0) throw units.unexpected('above 0');
  if (inputShape.length !== 1) {
    throw config.get('name').unexpected(`a layer after Flatten, since its input has shape [${inputShape.join(', ')}]`);
  }
  const activation = readActivation(config.get('activation'));
  const useBias = config.get('use_bias').boolean(true);
  return { type: 'dense', name, units: units.natural(), activation, useBias, ...readTrainable(config) };
}

/** Only where it is not the default: layers that cannot be frozen have no such option. */
function readTrainable(config: JsonValue): { trainable?: false } {
  return config.get('trainable').boolean(true) ? {} : { trainable: false };
}

function readBatchNormalization(config: JsonValue, name: string, inputShape: readonly number[]): NetworkLayerConfig {
  const given = config.get('axis');
  const axis = given.isArray ? (given.array()[0] ?? given) : given;
  if (![-1, inputShape.length].includes(axis.number(-1)) || (given.isArray && given.array().length !== 1)) {
    throw axis.unexpected(`the last axis, ${inputShape.length}`);
  }
  return {
    type: 'batchNormalization',
    name,
    momentum: config.get('momentum').number(0.99),
    epsilon: config.get('epsilon').number(1e-3),
    center: config.get('center').boolean(true),
    scale: config.get('scale').boolean(true),
    ...readTrainable(config),
  };
}

function readFlatten(config: JsonValue, name: string): NetworkLayerConfig {
  const format = config.get('data_format');
  if (!format.isMissing && !['channelsLast', 'channels_last'].includes(format.string())) {
    throw format.unexpected('"channels_last"');
  }
  return { type: 'flatten', name };
}

function readLeakyRelu(config: JsonValue, name: string): NetworkLayerConfig {
  const slope = config.get('alpha').isMissing ? config.get('negative_slope') : config.get('alpha');
  return { type: 'activation', name, activation: { type: 'leakyRelu', alpha: slope.number(0.3) } };
}

function readRelu(config: JsonValue, name: string): NetworkLayerConfig {
  if (!config.get('max_value').isMissing) throw config.get('max_value').unexpected('null: it is not known here');
  for (const key of ['negative_slope', 'threshold']) withDefault(config.get(key), 0, undefined);
  return { type: 'activation', name, activation: 'relu' };
}

function readSoftmax(config: JsonValue, name: string, inputShape: readonly number[]): NetworkLayerConfig {
  const axis = config.get('axis');
  if (![-1, inputShape.length].includes(axis.number(-1))) throw axis.unexpected(`the last axis, ${inputShape.length}`);
  return { type: 'activation', name, activation: 'softmax' };
}

/** The result, if an option has the only value that is known here. */
function withDefault<T>(option: JsonValue, value: number, result: T): T {
  if (option.number(value) !== value) throw option.unexpected(`${value}, no other is known here`);
  return result;
}

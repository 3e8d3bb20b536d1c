import type { NetworkSource } from '../network/network-source.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { NamedParameter } from '../topology/layer-parameters.ts';
import type { NetworkLoss } from '../topology/network-loss.ts';
import { parameterValues } from '../topology/parameter-values.ts';
import type { KerasLayer } from '../topology/write-layer.ts';
import { type KerasLoss, writeLoss } from '../topology/write-loss.ts';
import { type WrittenTopology, writeTopology } from '../topology/write-topology.ts';
import { writeArchive } from './archive.ts';
import { encodeHdf5, type Hdf5Group } from './hdf5/encode-hdf5.ts';
import { refuseToWrite } from './refuse.ts';
import { type WeightedLayer, weightedLayers } from './weighted-layers.ts';

/** How a Keras file is written. */
export interface KerasWriteOptions {
  /** In the format before Keras 3, which Keras 3 reads too: `.h5`. Default false: `.keras`, and `.weights.h5` of Keras 3. */
  readonly legacy?: boolean;
}

/** Options for writing a whole Keras model. */
export interface KerasModelOptions extends KerasWriteOptions {
  /** The loss that training is to go on with, such as `sparseSoftmaxCrossEntropy().config`. Default: none. */
  readonly loss?: NetworkLoss | undefined;
}

/**
 * A network as a whole Keras model: the bytes of a `.keras` file, for Keras 3, or of an `.h5` file. With a `loss` it is
 * compiled there, with Keras's default optimizer, and told whether it gets logits; without, it is not compiled.
 * Layers keep their names; `leakyRelu` becomes a layer of its own after a dense layer. It takes the package `h5wasm`.
 *
 * @throws RangeError for a layer that Keras does not have, and for a parameter that is missing or of another shape;
 *   TypeError for a parameter that is not float32; Error without `h5wasm`.
 * @example
 * ```ts
 * import { encodeKerasModel } from '@feedforward/checkpoint/keras';
 *
 * const bytes = await encodeKerasModel({
 *   config: { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'out', units: 1, useBias: false }] },
 *   tensors: [['out/kernel', { dtype: 'float32', shape: [2, 1], data: Float32Array.of(0.5, -1) }]],
 * });
 * console.log(bytes.subarray(0, 2)); // Uint8Array(2) [ 80, 75 ]
 * ```
 */
export async function encodeKerasModel(
  source: NetworkSource,
  { legacy = false, loss: given }: KerasModelOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const topology = checkedTopology(source);
  const values = valuesOf(topology, source);
  const loss = given && writeLoss(given, source.config, refuseToWrite);
  if (!legacy) return writeArchive(newConfig(topology, loss), await encodeHdf5(newWeights(source, values)));
  return encodeHdf5({
    attributes: {
      model_config: JSON.stringify(oldConfig(topology)),
      ...(loss && { training_config: JSON.stringify(oldTraining(loss)) }),
      ...{ keras_version, backend },
    },
    groups: new Map([['model_weights', oldWeights(source, topology, values)]]),
  });
}

/**
 * A network's parameters as a Keras file of weights: `.weights.h5` of Keras 3, or what `save_weights` wrote before it.
 * @throws As {@link encodeKerasModel}.
 */
export async function encodeKerasWeights(
  source: NetworkSource,
  { legacy = false }: KerasWriteOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const topology = checkedTopology(source);
  const values = valuesOf(topology, source);
  return encodeHdf5(legacy ? oldWeights(source, topology, values) : newWeights(source, values));
}

const keras_version = '2.15.0';
const backend = 'tensorflow';

/** A name is a group's in HDF5. */
function checkedTopology({ config }: NetworkSource): WrittenTopology {
  const topology = writeTopology(config, refuseToWrite);
  for (const { config } of topology.layers) {
    if (/^\.?$|[/\0]/.test(config.name)) {
      throw refuseToWrite(`a layer's name must have a letter and no "/", it is ${quote(config.name)}`);
    }
  }
  return topology;
}

type Values = ReadonlyMap<string, Float32Array>;

function valuesOf({ parameters }: WrittenTopology, { tensors }: NetworkSource): Values {
  const values = parameterValues(parameters, tensors, refuseToWrite);
  return new Map(parameters.map(({ name }, i) => [name, values[i]!]));
}

function oldConfig({ layers, inputShape, freeName }: WrittenTopology): object {
  const name = freeName('input_layer');
  const input = {
    class_name: 'InputLayer',
    config: { name, batch_input_shape: [null, ...inputShape], dtype: 'float32' },
  };
  return { class_name: 'Sequential', config: { name: 'sequential', layers: [input, ...layers] } };
}

/** With the optimizer that Keras compiles with by default, which it takes a model to be trained with. */
function oldTraining(loss: KerasLoss): object {
  return {
    ...{ loss, metrics: [], weighted_metrics: null, loss_weights: null },
    optimizer_config: { class_name: 'RMSprop', config: { name: 'rmsprop', learning_rate: 0.001 } },
  };
}

function newTraining({ class_name, config }: KerasLoss): object {
  return {
    optimizer: 'rmsprop',
    loss: { module: 'keras.losses', class_name, config, registered_name: null },
    ...{ loss_weights: null, metrics: null, weighted_metrics: null },
    ...{ run_eagerly: false, steps_per_execution: 1, jit_compile: false },
  };
}

function newConfig({ layers, inputShape, freeName }: WrittenTopology, loss: KerasLoss | undefined): object {
  const name = freeName('input_layer');
  const input = { class_name: 'InputLayer', config: { name, batch_shape: [null, ...inputShape], dtype: 'float32' } };
  const items = [input, ...layers.map(withNewNames)];
  return {
    module: 'keras',
    class_name: 'Sequential',
    config: {
      name: 'sequential',
      layers: items.map((item) => ({ module: 'keras.layers', ...item, registered_name: null })),
      build_input_shape: [null, ...inputShape],
    },
    registered_name: null,
    compile_config: loss ? newTraining(loss) : null,
  };
}

/** Keras 3 calls an option of one layer something else. */
function withNewNames({ class_name, config: { alpha, ...others } }: KerasLayer): KerasLayer {
  return { class_name, config: alpha === undefined ? others : { ...others, negative_slope: alpha } };
}

/** Without groups for layers that have no weights: Keras does not miss them, but it asks for the model's own. */
function newWeights({ config }: NetworkSource, values: Values): Hdf5Group {
  const groupOf = ({ group, parameters }: WeightedLayer): [string, Hdf5Group] => {
    const datasets = new Map(parameters.map((parameter, i) => [String(i), datasetOf(parameter, values)]));
    return [group, { groups: new Map([['vars', { datasets }]]) }];
  };
  const layers = { groups: new Map(weightedLayers(config).map(groupOf)) };
  return {
    groups: new Map<string, Hdf5Group>([
      ['vars', {}],
      ['layers', layers],
    ]),
  };
}

function oldWeights({ config }: NetworkSource, { layers }: WrittenTopology, values: Values): Hdf5Group {
  const weighted = new Map(weightedLayers(config).map((layer) => [layer.name, layer.parameters]));
  const names = layers.map((layer) => layer.config.name);
  const groupOf = (name: string): [string, Hdf5Group] => {
    const parameters = weighted.get(name) ?? [];
    const own = (parameter: NamedParameter): string => `${parameter.storedName.slice(name.length + 1)}:0`;
    const datasets = new Map(parameters.map((parameter) => [own(parameter), datasetOf(parameter, values)]));
    return [
      name,
      {
        attributes: { weight_names: parameters.map((parameter) => `${name}/${own(parameter)}`) },
        groups: new Map(parameters.length > 0 ? [[name, { datasets }]] : []),
      },
    ];
  };
  return { attributes: { layer_names: names, keras_version, backend }, groups: new Map(names.map(groupOf)) };
}

function datasetOf({ name, shape }: NamedParameter, values: Values): { shape: readonly number[]; data: Float32Array } {
  return { shape, data: values.get(name)! };
}

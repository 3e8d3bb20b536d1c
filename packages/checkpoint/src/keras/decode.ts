import { defaultMaxBytes } from '../default-max-bytes.ts';
import { JsonValue } from '../json-value.ts';
import type { NetworkConfig } from '../network/network-source.ts';
import { parseJson } from '../parse-json.ts';
import type { Refuse } from '../refuse.ts';
import type { TensorData } from '../tensor-data.ts';
import { outputActivation } from '../topology/output-activation.ts';
import { readLoss } from '../topology/read-loss.ts';
import { readTopology } from '../topology/read-topology.ts';
import { writeTopology } from '../topology/write-topology.ts';
import { isArchive, readArchive } from './archive.ts';
import { decodeHdf5 } from './hdf5/decode-hdf5.ts';
import type { Hdf5Limits, Hdf5Tree } from './hdf5/hdf5-tree.ts';
import type { KerasModel } from './keras-model.ts';
import { readWeights } from './read-weights.ts';
import { refuseFor } from './refuse.ts';

/** How a Keras file is read. */
export interface KerasReadOptions extends Hdf5Limits {
  /** What errors call the file. */
  readonly name?: string;
}

/**
 * The network of a whole Keras model, from its bytes: `.keras` of Keras 3 and of 2.12 and later, or `.h5`, the format
 * before. It is a `Sequential`, or a functional model that is a chain of layers, one after the other, of dense, activation,
 * dropout, flatten and batch normalization layers. Weights of float16 and bfloat16 become float32. Its loss is read;
 * initializers, metrics, and what the optimizer kept, are not.
 *
 * What h5py and Keras write is read here; for what is rare in HDF5 it takes the package `h5wasm`. That reads in a worker,
 * where there are any, since a damaged file can make it run in circles: such a file is an error after `maxSeconds`. Memory
 * is counted before it is taken.
 *
 * @throws Error that says what is not known here, or not what it should be, and where.
 * @example
 * ```ts
 * import { decodeKerasModel, encodeKerasModel } from '@feedforward/checkpoint/keras';
 *
 * const bytes = await encodeKerasModel({
 *   config: { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'out', units: 1, useBias: false }] },
 *   tensors: [['out/kernel', { dtype: 'float32', shape: [2, 1], data: Float32Array.of(0.5, -1) }]],
 * });
 * const { tensors } = await decodeKerasModel(bytes);
 * console.log(tensors.get('out/kernel')?.data); // Float32Array(2) [ 0.5, -1 ]
 * ```
 */
export async function decodeKerasModel(bytes: Uint8Array, options: KerasReadOptions = {}): Promise<KerasModel> {
  const refuse = refuseFor(options.name);
  if (isArchive(bytes)) {
    const { config, weights } = readArchive(bytes, options.maxBytes ?? defaultMaxBytes(bytes), refuse);
    return modelOf(config, 'config.json', await decodeHdf5(weights, options, refuse), refuse);
  }
  return modelIn(await decodeHdf5(bytes, options, refuse), refuse);
}

/** The network in the tree of an `.h5` file. */
export function modelIn(tree: Hdf5Tree, refuse: Refuse): KerasModel {
  const attributes = tree.attributes.get('');
  const text = attributes?.get('model_config');
  if (typeof text !== 'string') {
    throw refuse(
      'it must have a text "model_config", it has weights alone; those are read with their network beside them',
    );
  }
  const training = trainingIn(attributes?.get('training_config'), refuse);
  return modelOf(parseJson(text, 'its model_config', refuse), 'model_config', tree, refuse, training);
}

/** The network that a config describes, with its weights. */
export function modelOf(
  given: unknown,
  what: string,
  tree: Hdf5Tree,
  refuse: Refuse,
  training: unknown = membersOf(given).compile_config,
): KerasModel {
  const { config } = readTopology(new JsonValue(given, what, refuse), refuse);
  const loss = readLoss(membersOf(training).loss, outputActivation(config));
  return { config, tensors: readWeights(config, tree, refuse, true), ...(loss && { loss }) };
}

/** Undefined where it cannot be read: the network does without it. */
function trainingIn(text: unknown, refuse: Refuse): unknown {
  try {
    return typeof text === 'string' ? parseJson(text, 'its training_config', refuse) : undefined;
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/**
 * The parameters of a network, from the bytes of a Keras file of weights, in the layout of Keras 3 or in that of
 * `save_weights` before it; or those of a whole model's file. Layers go by their order, as in Keras: their names in the
 * file do not count. See {@link decodeKerasModel} for what it takes.
 *
 * @param config The network's, which these files do not tell.
 * @throws Error that says what is not what it should be: the file, or a layer that Keras does not have.
 */
export async function decodeKerasWeights(
  bytes: Uint8Array,
  config: NetworkConfig,
  options: KerasReadOptions = {},
): Promise<Map<string, TensorData<'float32'>>> {
  const refuse = refuseFor(options.name);
  writeTopology(config, refuse); // which checks it
  const weights = isArchive(bytes)
    ? readArchive(bytes, options.maxBytes ?? defaultMaxBytes(bytes), refuse).weights
    : bytes;
  return readWeights(config, await decodeHdf5(weights, options, refuse), refuse, false);
}

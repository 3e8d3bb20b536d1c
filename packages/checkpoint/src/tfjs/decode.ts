import { defaultMaxBytes } from '../default-max-bytes.ts';
import type { DownloadOptions } from '../files/download.ts';
import { JsonValue } from '../json-value.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { printable } from '../printable.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { TensorData } from '../tensor-data.ts';
import type { NamedParameter } from '../topology/layer-parameters.ts';
import { outputActivation } from '../topology/output-activation.ts';
import { readLoss } from '../topology/read-loss.ts';
import { readTopology } from '../topology/read-topology.ts';
import { type TfjsReadArtifacts, weightBytes } from './artifacts.ts';
import { readWeights } from './read-weights.ts';
import type { TfjsModel } from './tfjs-model.ts';
import { readTraining } from './training.ts';
import { readWeightSpec } from './weight-specs.ts';

/** Options for reading a TF.js model. */
export interface TfjsReadOptions extends DownloadOptions {
  /**
   * How much memory reading may take beside the weights' own bytes. Default: 3 times those and 8 MiB, which weights that
   * are quantized to 8 bits take more than where they are many: they become float32.
   */
  readonly maxBytes?: number;
}

/**
 * The network of a TF.js LayersModel in memory, such as `model.save` gives to an `IOHandler`: a `Sequential`, or what
 * `tf.model` makes if it is a chain of layers, one after the other, of dense, activation, dropout, flatten and batch
 * normalization layers. Initializers are not read, since all values are there.
 *
 * Weights may be quantized, to 8 or 16 bits. Declared sizes are checked before memory is taken.
 *
 * @param options.name What errors call the model.
 * @throws Error that says what is not known here, or not what it should be, and where.
 * @example
 * ```ts
 * import { decodeTfjsModel, encodeTfjsModel } from '@feedforward/checkpoint/tfjs';
 *
 * const artifacts = encodeTfjsModel({
 *   config: { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'out', units: 1, useBias: false }] },
 *   tensors: [['out/kernel', { dtype: 'float32', shape: [2, 1], data: Float32Array.of(0.5, -1) }]],
 * });
 * console.log([...decodeTfjsModel(artifacts).tensors.keys()]); // [ 'out/kernel' ]
 * ```
 */
export function decodeTfjsModel(
  artifacts: TfjsReadArtifacts,
  { name, ...options }: TfjsReadOptions & { readonly name?: string } = {},
): TfjsModel {
  return readArtifacts(artifacts, refuseFor(name), options);
}

export function refuseFor(name: string | undefined): Refuse {
  const model = name === undefined ? 'the TF.js model' : `TF.js model "${printable(name)}"`;
  return (found) => new Error(`Cannot read ${model}: ${found}.`);
}

export function readArtifacts(
  artifacts: TfjsReadArtifacts,
  refuse: Refuse,
  { maxBytes }: TfjsReadOptions = {},
): TfjsModel {
  const { config, parameters } = readTopology(new JsonValue(artifacts.modelTopology, 'modelTopology', refuse), refuse);
  const specs = new JsonValue(artifacts.weightSpecs, 'weightSpecs', refuse).array().map(readWeightSpec);
  const bytes = weightBytes(artifacts);
  const budget = new MemoryBudget(maxBytes ?? defaultMaxBytes(bytes), refuse);
  const { ofModel, ofOptimizer } = readWeights(specs, bytes, refuse, budget);
  const known = new Set(parameters.map(({ storedName }) => storedName));
  const longer = longerNames([...ofModel.keys()].filter((name) => !known.has(name)));
  const tensors = new Map(parameters.map((parameter) => [parameter.name, take(parameter, ofModel, longer, refuse)]));
  const [left] = ofModel.keys();
  if (left !== undefined) throw refuse(`its weight ${quote(left)} is of no layer`);
  const training = readTraining(artifacts.trainingConfig, ofOptimizer, parameters);
  const loss = readLoss(lossOf(artifacts.trainingConfig), outputActivation(config));
  return {
    ...{ config, tensors, optimizerWeights: ofOptimizer, training },
    ...(loss && loss.type !== 'hinge' && { loss }),
  };
}

function lossOf(training: unknown): unknown {
  return typeof training === 'object' && training !== null ? Reflect.get(training, 'loss') : undefined;
}

/** Takes a parameter's value out of the weights. */
function take(
  { storedName, shape }: NamedParameter,
  weights: Map<string, TensorData>,
  longer: ReadonlyMap<string, string>,
  refuse: Refuse,
): TensorData<'float32'> {
  const name = weights.has(storedName) ? storedName : longer.get(storedName);
  const tensor = name === undefined ? undefined : weights.get(name);
  if (name === undefined || !tensor) throw refuse(`weight ${quote(storedName)} is missing`);
  weights.delete(name);
  const { dtype, data } = tensor;
  if (dtype !== 'float32' || !(data instanceof Float32Array)) {
    throw refuse(`weight ${quote(name)} must be float32, it is ${dtype}`);
  }
  if (tensor.shape.length !== shape.length || shape.some((dimension, i) => dimension !== tensor.shape[i])) {
    throw refuse(`weight ${quote(name)} must have shape [${shape.join(', ')}], it has [${tensor.shape.join(', ')}]`);
  }
  return { dtype, shape, data };
}

/** By the names that they have here, those as which TensorFlow 2.2 and later save: `dense/cell/kernel` for `dense/kernel`. */
function longerNames(names: Iterable<string>): Map<string, string> {
  const longer = new Map<string, string>();
  for (const name of names) {
    const parts = name.split('/');
    const short = [...parts.slice(0, -2), ...parts.slice(-1)].join('/');
    if (!longer.has(short)) longer.set(short, name);
  }
  return longer;
}

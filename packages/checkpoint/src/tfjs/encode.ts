import { checkTensor } from '../check-tensor.ts';
import type { NetworkSource } from '../network/network-source.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { TensorData } from '../tensor-data.ts';
import type { Refuse } from '../tensorflow/refuse.ts';
import { joined, type TfjsArtifacts, type TfjsWeightSpec } from './artifacts.ts';
import { JsonValue } from './json-value.ts';
import { type NamedParameter, placeLayer } from './layer-parameters.ts';
import { type KerasLayer, writeLayer } from './write-layer.ts';

const refuse: Refuse = (found) => new RangeError(`Cannot write the TF.js model: ${found}.`);

/**
 * A network as a TF.js LayersModel in memory: what `tf.loadLayersModel({ load: async () => artifacts })` takes. Layers
 * and weights keep their names. `leakyRelu` becomes a layer of its own after a dense layer, since TF.js has it so.
 *
 * @throws RangeError for a layer that TF.js does not have, and for a parameter that is missing or of another shape;
 *   TypeError for a parameter that is not float32.
 * @example
 * ```ts
 * import { encodeTfjsModel } from '@feedforward/checkpoint/tfjs';
 *
 * const artifacts = encodeTfjsModel({
 *   config: { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'out', units: 1, useBias: false }] },
 *   tensors: [['out/kernel', { dtype: 'float32', shape: [2, 1], data: Float32Array.of(0.5, -1) }]],
 * });
 * console.log(artifacts.weightSpecs); // [ { name: 'out/kernel', shape: [ 2, 1 ], dtype: 'float32' } ]
 * ```
 */
export function encodeTfjsModel({ config, tensors }: NetworkSource): TfjsArtifacts {
  const { layers, parameters } = writeTopology(new JsonValue(config, 'config', refuse), config);
  const byName = new Map(tensors);
  const values = parameters.map(({ name, shape }) => weightOf(name, shape, byName.get(name)));
  const weightSpecs = parameters.map(
    ({ storedName, shape }): TfjsWeightSpec => ({ name: storedName, shape: [...shape], dtype: 'float32' }),
  );
  return {
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'sequential', layers },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightSpecs,
    weightData: joined(values).buffer,
    format: 'layers-model',
    generatedBy: 'Feedforward',
    convertedBy: null,
  };
}

function writeTopology(
  config: JsonValue,
  { layers }: NetworkSource['config'],
): { layers: KerasLayer[]; parameters: NamedParameter[] } {
  if (config.get('type').string() !== 'sequential') throw config.get('type').unexpected('"sequential"');
  const inputShape = config.get('inputShape').array();
  let shape: readonly number[] = inputShape.map((dimension) => dimension.natural());
  const written: KerasLayer[] = [];
  const parameters: NamedParameter[] = [];
  const items = config.get('layers').array();
  const names = new Set(items.map((layer) => layer.get('name').string()));
  if (names.size < items.length) throw refuse('two of its layers have one name');
  if (items.length === 0) throw refuse('it must have a layer, it has none');
  const freeName = (wanted: string): string => {
    let name = wanted;
    while (names.has(name)) name += '_';
    names.add(name);
    return name;
  };
  for (const [i, layer] of layers.entries()) {
    written.push(...writeLayer(items[i]!, shape, freeName));
    const placed = placeLayer(layer, shape);
    parameters.push(...placed.parameters);
    shape = placed.outputShape;
  }
  const [first, ...others] = written;
  const batch = { batch_input_shape: [null, ...inputShape.map((dimension) => dimension.natural())], dtype: 'float32' };
  return { layers: first ? [{ ...first, config: { ...first.config, ...batch } }, ...others] : [], parameters };
}

function weightOf(name: string, shape: readonly number[], tensor: TensorData | undefined): Uint8Array {
  if (!tensor) throw refuse(`parameter ${quote(name)} is missing`);
  checkTensor(name, tensor);
  if (tensor.dtype !== 'float32') {
    throw new TypeError(
      `Cannot write the TF.js model: parameter ${quote(name)} must be float32, it is ${tensor.dtype}.`,
    );
  }
  if (tensor.shape.length !== shape.length || shape.some((dimension, i) => dimension !== tensor.shape[i])) {
    throw refuse(`parameter ${quote(name)} must have shape [${shape.join(', ')}], it has [${tensor.shape.join(', ')}]`);
  }
  return new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
}

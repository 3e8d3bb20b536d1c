import type { NetworkSource } from '../network/network-source.ts';
import type { Refuse } from '../refuse.ts';
import { parameterValues } from '../topology/parameter-values.ts';
import type { KerasLayer } from '../topology/write-layer.ts';
import { writeTopology } from '../topology/write-topology.ts';
import { joined, type TfjsArtifacts, type TfjsWeightSpec } from './artifacts.ts';
import { type TfjsTraining, writeTraining } from './training.ts';
import { withProbabilities, writtenLoss } from './written-loss.ts';

const refuse: Refuse = (found) => new RangeError(`Cannot write the TF.js model: ${found}.`);

/** What is written of a network besides itself. */
export interface TfjsWriteOptions {
  /** Its training, for `tf.loadLayersModel` to go on from: loss, optimizer and what that keeps. Default: none. */
  readonly training?: TfjsTraining | undefined;
}

/**
 * A network as a TF.js LayersModel in memory: what `tf.loadLayersModel({ load: async () => artifacts })` takes. Layers
 * and weights keep their names. `leakyRelu` becomes a layer of its own after a dense layer, since TF.js has it so.
 *
 * With `training`, what our optimizer keeps becomes TF.js's optimizer's, and the model is compiled when it is loaded.
 * Cross-entropies of TF.js take probabilities alone: a network that ends in a linear layer is given a sigmoid or
 * softmax, and is trained on there as it was here. Gradient clipping, schedules, and the places in data and randomness
 * cannot be carried.
 *
 * @throws RangeError for a layer or an optimizer that TF.js does not have, and for a parameter that is missing or of
 *   another shape; TypeError for a parameter that is not float32.
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
export function encodeTfjsModel(
  { config: given, tensors }: NetworkSource,
  { training }: TfjsWriteOptions = {},
): TfjsArtifacts {
  const loss = training && writtenLoss(training.loss, refuse);
  const config = loss === undefined ? given : withProbabilities(given, loss);
  const { inputShape, layers, parameters } = writeTopology(config, refuse);
  const values = parameterValues(parameters, tensors, refuse);
  const weightSpecs = parameters.map(
    ({ storedName, shape }): TfjsWeightSpec => ({ name: storedName, shape: [...shape], dtype: 'float32' }),
  );
  const kept = training && loss ? writeTraining({ ...training, loss }, parameters, refuse) : undefined;
  const bytes = [...values, ...(kept?.values ?? [])].map(
    (data) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  return {
    ...(kept && { trainingConfig: kept.trainingConfig }),
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'sequential', layers: withInputShape(layers, inputShape) },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightSpecs: [...weightSpecs, ...(kept?.weightSpecs ?? [])],
    weightData: joined(bytes).buffer,
    format: 'layers-model',
    generatedBy: 'Feedforward',
    convertedBy: null,
  };
}

function withInputShape([first, ...others]: readonly KerasLayer[], inputShape: readonly number[]): KerasLayer[] {
  const batch = { batch_input_shape: [null, ...inputShape], dtype: 'float32' };
  return first ? [{ ...first, config: { ...first.config, ...batch } }, ...others] : [];
}

import type { TensorData } from '@feedforward/checkpoint';
import { type ModelConfig, modelFromConfig } from '@feedforward/layers';
import type { Contents } from './format.ts';

/** A network as data. */
export interface Network {
  readonly config: ModelConfig;
  readonly tensors: readonly (readonly [name: string, parameter: TensorData])[];
}

/**
 * The network that a file tells of, and of its tensors those that are the network's parameters.
 * @throws RangeError if the file does not tell of a network, or lacks a parameter.
 */
export function networkIn({ tensors, metadata = {} }: Contents): Network {
  if (metadata.model === undefined) {
    throw new RangeError('Cannot tell the network from its parameters: the file has no text "model", its config.');
  }
  const config: unknown = JSON.parse(metadata.model);
  const model = modelFromConfig(config);
  const parameters = model.parameters.map(({ name }): [string, TensorData] => {
    const tensor = tensors.get(name);
    if (!tensor) throw new RangeError(`Cannot take the network from the file: parameter "${name}" is missing.`);
    return [name, tensor];
  });
  return { config: model.config!, tensors: parameters }; // it was made from one
}

import { checkTensor } from '../check-tensor.ts';
import type { NetworkSource } from '../network/network-source.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { NamedParameter } from './layer-parameters.ts';

/** The numbers of these parameters, in their order. @throws Error if one is missing, or not float32 of its shape. */
export function parameterValues(
  parameters: readonly NamedParameter[],
  tensors: NetworkSource['tensors'],
  refuse: Refuse,
): Float32Array[] {
  const byName = new Map(tensors);
  return parameters.map(({ name, shape }) => {
    const tensor = byName.get(name);
    if (!tensor) throw refuse(`parameter ${quote(name)} is missing`);
    checkTensor(name, tensor);
    const { dtype, data } = tensor;
    if (dtype !== 'float32' || !(data instanceof Float32Array)) {
      throw new TypeError(refuse(`parameter ${quote(name)} must be float32, it is ${dtype}`).message);
    }
    if (tensor.shape.length === shape.length && shape.every((size, i) => size === tensor.shape[i])) return data;
    throw refuse(`parameter ${quote(name)} must have shape [${shape.join(', ')}], it has [${tensor.shape.join(', ')}]`);
  });
}

import type { TensorData } from '@feedforward/checkpoint';
import type { Model } from '@feedforward/layers';
import { sizeOf } from '../size-of.ts';
import type { NamedTensors } from './train-state.ts';

/**
 * A model's parameters out of named tensors, in float32 and in the model's order; other names are passed over.
 * @throws RangeError that names the parameter if one is missing, has another shape or size, or is not of floats.
 */
export function parametersFor(model: Model, tensors: ReadonlyMap<string, TensorData>): NamedTensors {
  return new Map(
    model.parameters.map(({ name, shape }) => {
      const found = tensors.get(name);
      if (!found) {
        throw new RangeError(
          `Cannot set parameter "${name}": it is missing. Found are ${listed([...tensors.keys()])}.`,
        );
      }
      if (found.shape.join() !== shape.join()) {
        throw new RangeError(
          `Cannot set parameter "${name}": it takes shape [${shape.join(', ')}], found [${found.shape.join(', ')}].`,
        );
      }
      if (!(found.data instanceof Float32Array || found.data instanceof Float64Array)) {
        throw new RangeError(
          `Cannot set parameter "${name}": it takes float32 or float64 numbers, found ${found.dtype}.`,
        );
      }
      if (found.data.length !== sizeOf(shape)) {
        throw new RangeError(
          `Cannot set parameter "${name}": its shape takes ${sizeOf(shape)} numbers, found ${found.data.length}.`,
        );
      }
      return [name, { dtype: 'float32', shape, data: Float32Array.from(found.data) }];
    }),
  );
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  return names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
}

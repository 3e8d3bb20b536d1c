import type { TensorData } from '../tensor-data.ts';
import { found } from './options.ts';

/** The tensors of a network, each asked for by its name and shape. */
export class ParameterTable {
  readonly #tensors = new Map<string, TensorData>();

  /** @throws RangeError for a name that comes twice. */
  constructor(tensors: Iterable<readonly [name: string, tensor: TensorData]>) {
    for (const [name, tensor] of tensors) {
      if (this.#tensors.has(name)) throw new RangeError(`Cannot export two tensors named ${found(name)}.`);
      this.#tensors.set(name, tensor);
    }
  }

  /** The numbers of a parameter. @throws RangeError or TypeError if it is missing or has another shape or dtype. */
  read(name: string, shape: readonly number[]): Float32Array {
    const tensor = this.#tensors.get(name);
    const required = `must be float32 of shape [${shape.join(', ')}]`;
    if (!tensor) throw new RangeError(`Cannot export parameter ${found(name)}: it ${required}, it is missing.`);
    const { dtype, data } = tensor;
    if (dtype !== 'float32' || !(data instanceof Float32Array)) {
      throw new TypeError(`Cannot export parameter ${found(name)}: it ${required}, it is ${found(dtype)}.`);
    }
    const isRight = tensor.shape.length === shape.length && shape.every((size, axis) => size === tensor.shape[axis]);
    const count = shape.reduce((product, size) => product * size, 1);
    if (isRight && count === data.length) return data;
    throw new RangeError(
      `Cannot export parameter ${found(name)}: it ${required}, its shape is [${tensor.shape.join(', ')}] and it has ${data.length} numbers.`,
    );
  }
}

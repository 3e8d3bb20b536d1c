import { typedArrays } from './safetensors/dtypes.ts';
import { quote } from './safetensors/safetensors-error.ts';
import type { TensorData } from './tensor-data.ts';

/**
 * Refuses a tensor that is not what its type says, as one from JavaScript may be.
 * @throws TypeError for data that are not the dtype's typed array; RangeError for a shape that does not fit its data.
 */
export function checkTensor(name: string, { dtype, shape, data }: TensorData): void {
  if (!Object.hasOwn(typedArrays, dtype)) {
    const known = Object.keys(typedArrays).join(', ');
    throw new TypeError(`Cannot write tensor ${quote(name)}: its dtype is ${dtype}, it must be one of ${known}.`);
  }
  if (!(data instanceof typedArrays[dtype])) {
    throw new TypeError(
      `Cannot write tensor ${quote(name)}: ${dtype} data are a ${typedArrays[dtype].name}, found ${Object.prototype.toString.call(data)}.`,
    );
  }
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  if (!shape.every((dimension) => Number.isSafeInteger(dimension) && dimension >= 0) || count !== data.length) {
    throw new RangeError(
      `Cannot write tensor ${quote(name)}: its shape [${shape.join(', ')}] does not fit its ${data.length} numbers.`,
    );
  }
}

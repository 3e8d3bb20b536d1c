import { type Zippable, zipSync } from 'fflate';
import { isSafeName } from '../files/is-safe-name.ts';
import { hasLoneSurrogate } from '../safetensors/json-reader.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { TensorData } from '../tensor-data.ts';
import { encodeNamed } from './encode-npy.ts';

/** How an `.npz` file is written. */
export interface NpzWriteOptions {
  /** Whether to deflate the arrays, as `np.savez_compressed` does: smaller, and slower. Default false. */
  readonly compress?: boolean;
}

/** What Zip's 32 bits count to, less some room for names. */
const mostBytes = 2 ** 32 - 2 ** 26;
const mostFiles = 0xfffe;
const longestName = 0xffff - '.npy'.length;

/**
 * The bytes of a NumPy `.npz` file, which `np.load` reads. The same tensors give the same bytes, whenever it is.
 *
 * @param tensors Names and tensors, such as a `Map`; they are written in their order.
 * @throws TypeError for data that are not the dtype's typed array; RangeError for a shape that does not fit its data, a
 *   name given twice, one that would leave the folder it is unpacked into, and more than about 4 GB.
 * @example
 * ```ts
 * import { encodeNpz } from '@feedforward/checkpoint/numpy';
 *
 * const zeros = { dtype: 'float32', shape: [1000], data: new Float32Array(1000) } as const;
 * console.log(encodeNpz([['zeros', zeros]]).length > encodeNpz([['zeros', zeros]], { compress: true }).length); // true
 * ```
 */
export function encodeNpz(
  tensors: Iterable<readonly [name: string, tensor: TensorData]>,
  { compress = false }: NpzWriteOptions = {},
): Uint8Array<ArrayBuffer> {
  const files: Zippable = Object.create(null);
  let [size, count] = [0, 0];
  for (const [name, tensor] of tensors) {
    checkName(name);
    const file = `${name}.npy`;
    if (Object.hasOwn(files, file)) throw new RangeError(`Cannot write two tensors named ${quote(name)}.`);
    const bytes = encodeNamed(name, tensor);
    size += bytes.length;
    if (size > mostBytes || ++count > mostFiles) {
      throw new RangeError(
        `Cannot write tensors: an npz file takes ${mostBytes} bytes in ${mostFiles} arrays, found more at tensor ${quote(name)}.`,
      );
    }
    files[file] = bytes;
  }
  // The earliest date that Zip knows, in the local time that it keeps.
  return zipSync(files, { level: compress ? 6 : 0, mtime: new Date(1980, 0, 1) });
}

function checkName(name: string): void {
  if (typeof name !== 'string') {
    throw new TypeError(`Cannot write a tensor: its name must be a string, found ${typeof name}.`);
  }
  if (hasLoneSurrogate(name)) {
    throw new RangeError(`Cannot write tensor ${quote(name)}: its name has half a surrogate pair.`);
  }
  if (!isSafeName(name)) {
    throw new RangeError(
      `Cannot write tensor ${quote(name)}: its name must be a path within a folder, without "." and ".." for parts.`,
    );
  }
  if (new TextEncoder().encode(name).length > longestName) {
    throw new RangeError(`Cannot write tensor ${quote(name)}: its name takes more than ${longestName} bytes.`);
  }
}

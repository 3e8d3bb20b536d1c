// For tests only.
import { typedArrays } from '../safetensors/dtypes.ts';
import type { DType, TensorData } from '../tensor-data.ts';
import json from './goldens/numpy.json' with { type: 'json' };

/** An array and the file that NumPy made of it; the data are its little-endian bytes in C order, in base64. */
export interface Golden {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: string;
  readonly file: string;
}

/** What goldens/make-goldens.py wrote. */
export interface Goldens {
  /** In C order, as they are written here too. */
  readonly plain: readonly Golden[];
  readonly read: readonly Golden[];
  readonly refused: Readonly<Record<string, string>>;
  readonly archives: Readonly<Record<'stored' | 'deflated' | 'mixed', string>>;
  readonly contents: Readonly<Record<string, Golden>>;
}

export const goldens: Goldens = json;

/** A plain Uint8Array of memory of its own, not Node's Buffer. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export function tensorOf({ dtype, shape, data }: Golden): TensorData {
  if (!isDType(dtype)) throw new TypeError(`Cannot read golden of dtype ${dtype}: no typed array holds it.`);
  return { dtype, shape, data: new typedArrays[dtype](bytesOf(data).buffer) };
}

export function isDType(name: string): name is DType {
  return Object.hasOwn(typedArrays, name);
}

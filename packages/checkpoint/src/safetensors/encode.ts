import { checkTensor } from '../check-tensor.ts';
import type { TensorData } from '../tensor-data.ts';
import { checksumKey, checksumText, type StoredTensor } from './checksums.ts';
import { type StoredDType, writtenDTypes } from './dtypes.ts';
import { maxHeaderLength, metadataKey } from './header.ts';
import { hasLoneSurrogate } from './json-reader.ts';
import { quote } from './safetensors-error.ts';

interface Placed {
  readonly name: string;
  readonly tensor: TensorData;
  readonly rank: number;
  readonly stored: StoredDType;
}

/** How {@link encodeSafetensors} writes. */
export interface EncodeOptions {
  /**
   * Whether to write checksums, so that readers of this library find damage: the CRC-32C of each tensor's bytes and
   * one of all else, as JSON in the metadata, under `crc32c`. Other readers take them for a text. Default false.
   */
  readonly checksums?: boolean;
}

/**
 * The bytes of a safetensors file, as the reference implementation lays them out: tensors by dtype, widest first,
 * then by name, after a header that spaces fill up to a multiple of 8 bytes; so all data are aligned.
 *
 * @param tensors Names and tensors, such as a `Map`; their order does not matter.
 * @param metadata Strings to keep beside them; `crc32c` is taken.
 * @throws TypeError for data that are not the dtype's typed array and metadata that are not strings; RangeError for a
 *   shape that does not fit its data, a name given twice, the names `__metadata__` and `crc32c`, and text that UTF-8 cannot carry.
 */
export function encodeSafetensors(
  tensors: Iterable<readonly [name: string, tensor: TensorData]>,
  metadata: Readonly<Record<string, string>> = {},
  { checksums = false }: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  const placed = place(tensors);
  checkMetadata(metadata);
  const members: string[] = [];
  const texts = Object.entries(metadata);
  if (checksums) texts.push([checksumKey, checksumText(placed.map(storedOf), metadata)]);
  const strings = texts.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  if (strings.length > 0) members.push(`${JSON.stringify(metadataKey)}:{${strings.join(',')}}`);
  let offset = 0;
  for (const { name, tensor, stored } of placed) {
    const end = offset + tensor.data.byteLength;
    const info = { dtype: stored.code, shape: Array.from(tensor.shape), data_offsets: [offset, end] };
    members.push(`${JSON.stringify(name)}:${JSON.stringify(info)}`);
    offset = end;
  }

  const header = new TextEncoder().encode(`{${members.join(',')}}`);
  const headerLength = Math.ceil(header.length / 8) * 8;
  if (headerLength > maxHeaderLength) {
    throw new RangeError(
      `Cannot write tensors: the header takes ${headerLength} bytes, the limit is ${maxHeaderLength}.`,
    );
  }
  const bytes = new Uint8Array(8 + headerLength + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(header, 8);
  bytes.fill(0x20, 8 + header.length, 8 + headerLength);
  let at = 8 + headerLength;
  for (const { tensor } of placed) {
    bytes.set(bytesOf(tensor), at);
    at += tensor.data.byteLength;
  }
  return bytes;
}

const bytesOf = ({ data }: TensorData): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const storedOf = ({ name, tensor, stored }: Placed): StoredTensor => ({
  name,
  code: stored.code,
  shape: Array.from(tensor.shape),
  bytes: bytesOf(tensor),
});

function checkMetadata(metadata: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(metadata)) {
    checkText(key, 'metadata key');
    checkText(value, `metadata ${quote(key)}`);
  }
  if (Object.hasOwn(metadata, checksumKey)) {
    throw new RangeError(`Cannot write metadata ${quote(checksumKey)}: checksums go by that name.`);
  }
}

function place(tensors: Iterable<readonly [string, TensorData]>): Placed[] {
  const placed = new Map<string, Placed>();
  for (const [name, tensor] of tensors) {
    checkText(name, 'tensor name');
    if (name === metadataKey)
      throw new RangeError(`Cannot write a tensor named "${metadataKey}": the format keeps that name.`);
    if (placed.has(name)) throw new RangeError(`Cannot write two tensors named ${quote(name)}.`);
    placed.set(name, { name, tensor, ...describe(name, tensor) });
  }
  return [...placed.values()].sort((a, b) => a.rank - b.rank || compareCodePoints(a.name, b.name));
}

function describe(name: string, tensor: TensorData): { rank: number; stored: StoredDType } {
  checkTensor(name, tensor);
  const rank = writtenDTypes.findIndex(({ dtype }) => dtype === tensor.dtype);
  return { rank, stored: writtenDTypes[rank]! }; // every dtype is written
}

function checkText(text: string, what: string): void {
  if (typeof text !== 'string') throw new TypeError(`Cannot write ${what}: it must be a string, found ${typeof text}.`);
  if (hasLoneSurrogate(text))
    throw new RangeError(`Cannot write ${what} ${quote(text)}: it has half a surrogate pair.`);
}

/** The order of UTF-8 bytes, which differs from that of `<` above U+FFFF. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

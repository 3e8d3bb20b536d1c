import { crc32c } from '../crc32c.ts';
import { metadataKey } from './header.ts';
import { quote, type Refuse } from './safetensors-error.ts';

/** The key in a file's metadata under which its checksums stand. */
export const checksumKey = 'crc32c';

/** One tensor as it lies in a file. */
export interface StoredTensor {
  readonly name: string;
  /** The file's name of the dtype, such as `F32`. */
  readonly code: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/**
 * The CRC-32C of every tensor's bytes under its name, as eight hexadecimal digits; and one under `__metadata__`, of
 * all else: the UTF-8 of the JSON `[[[key, value], …], [[name, dtype, shape], …]]`, each list in the order of its
 * first members' UTF-16 code units.
 */
function checksumsOf(
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const texts = Object.entries(metadata).sort(byFirst);
  const kinds = tensors.map(({ name, code, shape }) => [name, code, shape] as const).sort(byFirst);
  const rest = new TextEncoder().encode(JSON.stringify([texts, kinds]));
  return new Map([
    [metadataKey, hexadecimal(crc32c(rest))],
    ...tensors.map(({ name, bytes }) => [name, hexadecimal(crc32c(bytes))] as const),
  ]);
}

const byFirst = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number =>
  a < b ? -1 : 1;

const hexadecimal = (crc: number): string => crc.toString(16).padStart(8, '0');

/** The checksums as the text that stands under {@link checksumKey}. */
export function checksumText(tensors: readonly StoredTensor[], metadata: Readonly<Record<string, string>>): string {
  return `{${Array.from(checksumsOf(tensors, metadata), ([name, crc]) => `${JSON.stringify(name)}:"${crc}"`).join(',')}}`;
}

/**
 * Holds a file to the checksums that it carries.
 * @param metadata Without the checksums themselves.
 * @returns Those of its tensors, by name.
 */
export function verifyChecksums(
  text: string,
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>>,
  refuse: Refuse,
): Map<string, string> {
  const written = parse(text);
  const found = checksumsOf(tensors, metadata);
  if (written?.size !== found.size) {
    throw refuse('ChecksumMismatch', 'it is damaged: its checksums are not those of its tensors');
  }
  for (const [name, crc] of found) {
    const what = name === metadataKey ? 'the description of its tensors, or its metadata' : `tensor ${quote(name)}`;
    if (written.get(name) !== crc) {
      throw refuse(
        'ChecksumMismatch',
        `it is damaged in ${what}: the crc32c is ${crc}, it was written with ${quote(written.get(name) ?? '')}`,
      );
    }
  }
  written.delete(metadataKey);
  return written;
}

/** Undefined for a text that holds no checksums. */
function parse(text: string): Map<string, string> | undefined {
  try {
    const entries = Object.entries<unknown>(JSON.parse(text));
    return new Map(entries.map(([name, crc]) => [name, String(crc)]));
  } catch {
    return undefined;
  }
}

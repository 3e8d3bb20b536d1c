import { type ElementType, elementTypes } from './idx-array.ts';

/** What the first bytes of an IDX file declare. */
export interface IdxHeader {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** How many bytes the header takes: 4, and 4 for each dimension. */
  readonly bytes: number;
  /** How many bytes the whole file takes, by its header. */
  readonly fileBytes: number;
}

/**
 * Reads the header from a file's first bytes: two zeros, the element type, the number of dimensions, then each
 * dimension as an unsigned big-endian integer.
 * @returns How many bytes it takes to go on, while `start` is too short.
 * @throws RangeError if no IDX file begins this way.
 */
export function readIdxHeader(start: Uint8Array, name: string): IdxHeader | number {
  if (start.length < 4) return 4;
  const type = elementTypes.get(start[2]!);
  const rank = start[3]!;
  if (start[0] !== 0 || start[1] !== 0 || !type) {
    throw new RangeError(
      `Cannot read IDX file "${name}": it must begin with 00 00, an element type (${codes}) and the number of dimensions, found ${hex(start.subarray(0, 4))}.`,
    );
  }
  if (rank === 0) throw new RangeError(`Cannot read IDX file "${name}": it must have 1 dimension or more, found none.`);
  const bytes = 4 + 4 * rank;
  if (start.length < bytes) return bytes;
  const view = new DataView(start.buffer, start.byteOffset);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const fileBytes = bytes + shape.reduce((product, size) => product * size, type.bytes);
  if (!Number.isSafeInteger(fileBytes)) {
    throw new RangeError(
      `Cannot read IDX file "${name}": no file holds the [${shape.join(', ')}] numbers that it declares.`,
    );
  }
  return { type, shape, bytes, fileBytes };
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

const codes = hex(Uint8Array.from(elementTypes.keys())).replaceAll(' ', ', ');

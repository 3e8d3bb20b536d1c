import { gunzip, isGzip } from '../gzip/gunzip.ts';
import { quote } from '../printable.ts';
import { type IdxHeader, readIdxHeader } from './idx-header.ts';

/** A whole IDX file, decompressed, of the size that its header declares. */
export interface UnpackedIdx<B extends ArrayBufferLike> {
  readonly header: IdxHeader;
  readonly bytes: Uint8Array<B>;
}

/** How many bytes a packed file may have once it is unpacked, if nobody says: MNIST's become 4.8 times as many. */
function defaultMaxBytes(packed: Uint8Array): number {
  return 12 * 2 ** 20 + 4 * packed.length;
}

/**
 * Checks a file's size against its header, and decompresses it where it is gzip, which its contents tell. No more is
 * decompressed than the header declares.
 * @throws RangeError if it is no IDX file, is longer or shorter than it declares, or unpacks to more than `maxBytes`; Error
 *   if its gzip is damaged.
 */
export function unpackIdx<B extends ArrayBufferLike>(
  bytes: Uint8Array<B>,
  name: string,
  maxBytes: number = defaultMaxBytes(bytes),
): UnpackedIdx<B | ArrayBuffer> {
  if (isGzip(bytes)) return unpacked(bytes, name, maxBytes);
  const header = wholeHeader(bytes, name);
  if (bytes.length !== header.fileBytes) throw wrongLength(name, header, `${bytes.length}`);
  return { header, bytes };
}

/** A compressed byte becomes at most this many: deflate's limit, two bits for 258 bytes. */
const mostPerByte = 1032;

function unpacked(compressed: Uint8Array, name: string, maxBytes: number): UnpackedIdx<ArrayBuffer> {
  let start = new Uint8Array();
  let whole: UnpackedIdx<ArrayBuffer> | undefined;
  let filled = 0;
  try {
    gunzip(compressed, (piece) => {
      let more = piece;
      if (!whole) {
        more = start = concatenate(start, piece);
        const header = readIdxHeader(start, name);
        if (typeof header === 'number') return;
        whole = { header, bytes: memoryFor(header) };
      }
      if (filled + more.length > whole.bytes.length) throw wrongLength(name, whole.header, 'more');
      whole.bytes.set(more, filled);
      filled += more.length;
    });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new Error(`Cannot read IDX file ${quote(name)}: ${error instanceof Error ? error.message : error}.`, {
      cause: error,
    });
  }
  if (!whole) throw tooShort(name, start.length, Number(readIdxHeader(start, name)));
  if (filled < whole.bytes.length) throw wrongLength(name, whole.header, `${filled}`);
  return whole;

  function memoryFor(header: IdxHeader): Uint8Array<ArrayBuffer> {
    if (header.fileBytes > compressed.length * mostPerByte) {
      throw wrongLength(name, header, `at most ${compressed.length * mostPerByte} in ${compressed.length} of gzip`);
    }
    if (header.fileBytes > maxBytes) {
      throw new RangeError(
        `Cannot read IDX file ${quote(name)}: its ${compressed.length} bytes of gzip become ${header.fileBytes}, the limit is ${maxBytes}; raise maxBytes if you trust it.`,
      );
    }
    return new Uint8Array(header.fileBytes);
  }
}

function wholeHeader(bytes: Uint8Array, name: string): IdxHeader {
  const header = readIdxHeader(bytes, name);
  if (typeof header === 'number') throw tooShort(name, bytes.length, header);
  return header;
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function tooShort(name: string, found: number, required: number): RangeError {
  return new RangeError(`Cannot read IDX file ${quote(name)}: its header takes ${required} bytes, found ${found}.`);
}

function wrongLength(name: string, { shape, type, fileBytes }: IdxHeader, found: string): RangeError {
  return new RangeError(
    `Cannot read IDX file ${quote(name)}: its header declares [${shape.join(', ')}] of ${type.name}, ${fileBytes} bytes in all, found ${found}.`,
  );
}

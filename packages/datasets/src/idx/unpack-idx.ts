import { type IdxHeader, readIdxHeader } from './idx-header.ts';

/** A whole IDX file, decompressed, of the size that its header declares. */
export interface UnpackedIdx<B extends ArrayBufferLike> {
  readonly header: IdxHeader;
  readonly bytes: Uint8Array<B>;
}

/**
 * Checks a file's size against its header, and decompresses it where it is gzip, which its contents tell. No more is
 * decompressed than the header declares.
 * @throws RangeError if it is no IDX file, or is longer or shorter than it declares; Error if its gzip is damaged.
 */
export async function unpackIdx<B extends ArrayBufferLike>(
  bytes: Uint8Array<B>,
  name: string,
): Promise<UnpackedIdx<B | ArrayBuffer>> {
  if (isGzip(bytes)) return gunzip(bytes, name);
  const header = wholeHeader(bytes, name);
  if (bytes.length !== header.fileBytes) throw wrongLength(name, header, `${bytes.length}`);
  return { header, bytes };
}

/** Whether bytes begin as gzip does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A compressed byte becomes at most this many: deflate's limit, two bits for 258 bytes. */
const mostPerByte = 1032;

/** Compressed bytes are handed over in pieces this long, so that a piece cannot become very many. */
const pieceLength = 16384;

async function gunzip(compressed: Uint8Array, name: string): Promise<UnpackedIdx<ArrayBuffer>> {
  const reader = pieces(compressed).pipeThrough(new DecompressionStream('gzip')).getReader();
  const read = async (): Promise<Uint8Array | undefined> => {
    try {
      return (await reader.read()).value;
    } catch (cause) {
      throw new Error(`Cannot read IDX file "${name}": its gzip data is damaged or cut short.`, { cause });
    }
  };
  try {
    let start = new Uint8Array();
    let header = readIdxHeader(start, name);
    while (typeof header === 'number') {
      const piece = await read();
      if (!piece) throw tooShort(name, start.length, header);
      start = concatenate(start, piece);
      header = readIdxHeader(start, name);
    }
    if (header.fileBytes > compressed.length * mostPerByte) {
      throw wrongLength(name, header, `at most ${compressed.length * mostPerByte} in ${compressed.length} of gzip`);
    }
    const bytes = new Uint8Array(header.fileBytes);
    let filled = 0;
    for (let piece: Uint8Array | undefined = start; piece; piece = await read()) {
      if (filled + piece.length > bytes.length) throw wrongLength(name, header, 'more');
      bytes.set(piece, filled);
      filled += piece.length;
    }
    if (filled < bytes.length) throw wrongLength(name, header, `${filled}`);
    return { header, bytes };
  } finally {
    await reader.cancel().catch(() => {}); // it has failed already, which was told
  }
}

function pieces(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at < bytes.length) controller.enqueue(bytes.slice(at, at + pieceLength));
        else controller.close();
        at += pieceLength;
      },
    },
    { highWaterMark: 0 },
  );
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
  return new RangeError(`Cannot read IDX file "${name}": its header takes ${required} bytes, found ${found}.`);
}

function wrongLength(name: string, { shape, type, fileBytes }: IdxHeader, found: string): RangeError {
  return new RangeError(
    `Cannot read IDX file "${name}": its header declares [${shape.join(', ')}] of ${type.name}, ${fileBytes} bytes in all, found ${found}.`,
  );
}

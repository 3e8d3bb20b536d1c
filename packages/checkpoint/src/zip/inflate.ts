import { Inflate } from 'fflate';

/** How many bytes are inflated at once where there is no zlib: what they make is 2 MiB at most. */
const pieceSize = 2 ** 11;

/**
 * What deflate packed, which must be `size` bytes: no more is unpacked. By the runtime's zlib, which takes no memory
 * beside the result; in browsers, by fflate.
 * @throws Error that says what is wrong.
 */
export function inflate(packed: Uint8Array, size: number): Uint8Array {
  const zlib = globalThis.process?.getBuiltinModule?.('node:zlib');
  if (!zlib) return inPieces(packed, size);
  try {
    // The result is one piece if the first is as long, and zlib takes none of less than 64.
    return zlib.inflateRawSync(packed, { maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, size + 1) });
  } catch (error) {
    const isLonger = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isLonger ? tooLong(size) : error;
  }
}

/** Piece by piece, so as to end where there is more. */
function inPieces(packed: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let end = 0;
  const inflating = new Inflate((piece) => {
    if (end + piece.length > size) throw tooLong(size);
    bytes.set(piece, end);
    end += piece.length;
  });
  for (let at = 0; at < packed.length; at += pieceSize) {
    inflating.push(packed.subarray(at, at + pieceSize), at + pieceSize >= packed.length);
  }
  return bytes.subarray(0, end);
}

const tooLong = (size: number): Error => new Error(`it has more than the ${size} bytes that it claims`);

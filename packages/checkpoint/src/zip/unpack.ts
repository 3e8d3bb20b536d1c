import { Inflate } from 'fflate';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { crc32 } from './crc32.ts';
import type { ZipEntry } from './zip-directory.ts';

/** Deflate makes at most 258 bytes of two bits. */
const greatestRatio = 1032;
/** How many bytes are inflated at once: what they make is 16 MiB at most. */
const pieceSize = 2 ** 14;

/** Refuses files that say they are more than they can be, or than is allowed for all, before memory is taken. */
export function checkSizes(entries: readonly ZipEntry[], maxBytes: number, refuse: Refuse): void {
  let total = 0;
  for (const { name, method, size, packed } of entries) {
    if (method !== 0 && method !== 8) {
      throw refuse(`file ${quote(name)} must be stored or deflated, it is packed by method ${method}`);
    }
    const most = method === 0 ? packed.length : packed.length * greatestRatio;
    if (size > most)
      throw refuse(`file ${quote(name)} claims ${size} bytes, its ${packed.length} make ${most} at most`);
    total += size;
  }
  if (total > maxBytes) {
    throw refuse(`its files claim ${total} bytes unpacked, the limit is ${maxBytes}; raise maxBytes if you trust it`);
  }
}

/** A file's own bytes, checked by size and checksum. */
export function unpack({ name, method, crc, packed, size }: ZipEntry, refuse: Refuse): Uint8Array {
  const bytes = method === 0 ? packed : inflate(name, packed, size, refuse);
  if (bytes.length !== size) throw refuse(`file ${quote(name)} claims ${size} bytes, it has more or fewer`);
  if (crc32(bytes) !== crc)
    throw refuse(`file ${quote(name)} is damaged: its CRC-32 differs from the one in the directory`);
  return bytes;
}

/** Piece by piece, so as to end where a file has more than it claims. */
function inflate(name: string, packed: Uint8Array, size: number, refuse: Refuse): Uint8Array {
  const bytes = new Uint8Array(size);
  let end = 0;
  const inflating = new Inflate((piece) => {
    if (end + piece.length > size) throw new Error(`it has more than the ${size} bytes that it claims`);
    bytes.set(piece, end);
    end += piece.length;
  });
  try {
    for (let at = 0; at < packed.length; at += pieceSize) {
      inflating.push(packed.subarray(at, at + pieceSize), at + pieceSize >= packed.length);
    }
  } catch (error) {
    throw refuse(`file ${quote(name)} is damaged: ${error instanceof Error ? error.message : error}`);
  }
  return bytes.subarray(0, end);
}

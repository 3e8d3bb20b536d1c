import { attempt, type Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { crc32 } from './crc32.ts';
import { inflate } from './inflate.ts';
import type { ZipEntry } from './zip-directory.ts';

/** Deflate makes at most 258 bytes of two bits. */
const greatestRatio = 1032;

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

/** A file's own bytes, checked by size and checksum; those of one that was stored lie in the archive. */
export function unpack({ name, method, crc, packed, size }: ZipEntry, refuse: Refuse): Uint8Array {
  const bytes = method === 0 ? packed : attempt(`file ${quote(name)}`, refuse, () => inflate(packed, size));
  if (bytes.length !== size) throw refuse(`file ${quote(name)} claims ${size} bytes, it has more or fewer`);
  if (crc32(bytes) !== crc)
    throw refuse(`file ${quote(name)} is damaged: its CRC-32 differs from the one in the directory`);
  return bytes;
}

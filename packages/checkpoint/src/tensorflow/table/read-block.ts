import { BinaryReader } from '@bufbuild/protobuf/wire';
import { compareBytes } from './compare-bytes.ts';
import { type Entry, restartInterval } from './format.ts';

/** Three varints, and a byte by which its key differs; Snappy would have to save more than any checksum lets it. */
const shortestEntry = 4;

/**
 * The entries of a block, one at a time, for all at once take many times its size: each is three varints (how many bytes of its key are those of the key before, how many more
 * there are, how long the value is), the rest of its key, and the value. Offsets of whole keys and their number follow.
 * @param stored How many bytes the block takes in its file, compressed or not: they can tell of so many entries only.
 * @throws Error that says what is wrong.
 */
export function* readBlock(block: Uint8Array, stored: number = block.length): Generator<Entry, void> {
  let count = 0;
  const bytes = block.subarray(0, endOfEntries(block));
  const reader = new BinaryReader(bytes);
  let last = new Uint8Array(0);
  let room = restartInterval * bytes.length; // keys that lean on each other endlessly would fill the memory
  while (reader.pos < bytes.length) {
    const [shared, rest, valueLength] = [reader.uint32(), reader.uint32(), reader.uint32()];
    if (shared > last.length) {
      throw new RangeError(`a key shares ${shared} bytes with the one before, which has ${last.length}`);
    }
    const value = reader.pos + rest;
    if (value + valueLength > bytes.length) {
      throw new RangeError(`an entry ends ${value + valueLength - bytes.length} bytes after the last one's end`);
    }
    room -= shared + rest;
    if (room < 0) throw new RangeError(`its keys share more than those of ${restartInterval} entries can`);
    const key = new Uint8Array(shared + rest);
    key.set(last.subarray(0, shared));
    key.set(bytes.subarray(reader.pos, value), shared);
    if (count > 0 && compareBytes(last, key) >= 0) {
      throw new RangeError('its keys must rise, one is not above the key before it');
    }
    reader.pos = value + valueLength;
    if (++count * shortestEntry > stored) {
      throw new RangeError(`it has more entries than its ${stored} stored bytes can tell of`);
    }
    last = key;
    yield { key, value: bytes.subarray(value, reader.pos) };
  }
}

function endOfEntries(block: Uint8Array): number {
  const end = block.length - 4;
  if (end < 0) throw new RangeError(`it must have 4 bytes at least, it has ${block.length}`);
  const restarts = new DataView(block.buffer, block.byteOffset).getUint32(end, true);
  if (restarts > end / 4) throw new RangeError(`${restarts} restarts do not fit into its ${block.length} bytes`);
  return end - 4 * restarts;
}

import { BinaryReader } from '@bufbuild/protobuf/wire';
import { attempt, type Refuse } from '../../refuse.ts';
import { maskedCrc32c } from '../masked-crc32c.ts';
import { compareBytes } from './compare-bytes.ts';
import {
  type BlockHandle,
  blockType,
  type Entry,
  footerLength,
  handlesLength,
  magic,
  trailerLength,
} from './format.ts';
import { readBlock } from './read-block.ts';
import { uncompressSnappy } from './snappy.ts';

/**
 * All entries of a LevelDB table, one at a time. Every checksum is verified; keys must rise, and blocks lie one after the
 * other, so that no file makes more work than its size warrants.
 */
export function* readTable(file: Uint8Array, refuse: Refuse): Generator<Entry, void> {
  const { metaindex, index } = readFooter(file, refuse);
  for (const _ of readBlockAt(file, metaindex, refuse)); // holds nothing for us, but damage there is damage
  let last: Uint8Array | undefined;
  let end = 0;
  for (const { value } of readBlockAt(file, index, refuse)) {
    const handle = attempt('its index of blocks', refuse, () => readHandle(new BinaryReader(value)));
    if (handle.offset < end) {
      throw refuse(`its blocks must lie one after the other, one begins at byte ${handle.offset} and not after ${end}`);
    }
    end = handle.offset + handle.size + trailerLength;
    let isFirst = true;
    for (const entry of readBlockAt(file, handle, refuse)) {
      if (isFirst && last && compareBytes(last, entry.key) >= 0) {
        throw refuse('the keys of its index must rise, those of a block are not above those of the block before it');
      }
      isFirst = false;
      last = entry.key;
      yield entry;
    }
  }
}

function readFooter(file: Uint8Array, refuse: Refuse): { metaindex: BlockHandle; index: BlockHandle } {
  if (file.length < footerLength) {
    throw refuse(`its index must have ${footerLength} bytes at least, it has ${file.length}`);
  }
  const found = file.subarray(-magic.length);
  if (compareBytes(found, magic) !== 0) {
    throw refuse(
      `its index must end in ${hexadecimal(magic)}, as a LevelDB table does; it ends in ${hexadecimal(found)}`,
    );
  }
  return attempt("its index's footer", refuse, () => {
    const reader = new BinaryReader(file.subarray(-footerLength).subarray(0, handlesLength));
    return { metaindex: readHandle(reader), index: readHandle(reader) };
  });
}

function readHandle(reader: BinaryReader): BlockHandle {
  return { offset: Number(reader.uint64()), size: Number(reader.uint64()) };
}

function* readBlockAt(file: Uint8Array, { offset, size }: BlockHandle, refuse: Refuse): Generator<Entry, void> {
  const end = file.length - footerLength;
  const what = `the block at byte ${offset} of its index`;
  if (offset + size + trailerLength > end) {
    throw refuse(
      `${what} must end before byte ${end}, its ${size} bytes and its checksum go on to ${offset + size + trailerLength}`,
    );
  }
  const bytes = file.subarray(offset, offset + size);
  const type = file[offset + size]!;
  const stored = new DataView(file.buffer, file.byteOffset).getUint32(offset + size + 1, true);
  if (stored !== maskedCrc32c(file.subarray(offset, offset + size + 1))) {
    throw refuse(`${what} is damaged: its checksum is that of other bytes`);
  }
  if (type !== blockType.raw && type !== blockType.snappy) {
    throw refuse(`${what} must be raw (0) or compressed by Snappy (1), its type is ${type}`);
  }
  const block = attempt(what, refuse, () => (type === blockType.raw ? bytes : uncompressSnappy(bytes)));
  const entries = readBlock(block, size);
  for (;;) {
    const { done, value } = attempt(what, refuse, () => entries.next());
    if (done) return;
    yield value;
  }
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

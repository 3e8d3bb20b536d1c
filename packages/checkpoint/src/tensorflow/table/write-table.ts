import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { maskedCrc32c } from '../masked-crc32c.ts';
import {
  type BlockHandle,
  blockType,
  type Entry,
  handlesLength,
  magic,
  restartInterval,
  trailerLength,
} from './format.ts';
import { shortestSeparator, shortSuccessor } from './short-keys.ts';
import { BlockWriter } from './write-block.ts';

/** A block is closed when it takes so many bytes; TensorFlow's, LevelDB's own is 4096. */
const blockSize = 262_144;

/**
 * A LevelDB table, to the byte what TensorFlow's table_builder.cc makes of the same entries: blocks that are not
 * compressed, an empty metaindex, an index of shortened keys.
 *
 * @param entries - Their keys must rise.
 */
export function writeTable(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const file = new FileWriter();
  const data = new BlockWriter(restartInterval);
  const index = new BlockWriter(1);
  for (const [i, entry] of entries.entries()) {
    data.add(entry);
    const next = entries[i + 1];
    if (next && data.size < blockSize && !isOverlyLarge(next)) continue;
    const key = next ? shortestSeparator(entry.key, next.key) : shortSuccessor(entry.key);
    index.add({ key, value: encodeHandles(file.addBlock(data.finish())) });
  }
  const metaindex = file.addBlock(new BlockWriter(restartInterval).finish());
  const footer = encodeHandles(metaindex, file.addBlock(index.finish()));
  return file.finish(footer);
}

/** An entry that takes two blocks or more gets one of its own. */
function isOverlyLarge({ key, value }: Entry): boolean {
  return key.length + value.length >= 2 * blockSize;
}

function encodeHandles(...handles: readonly BlockHandle[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const { offset, size } of handles) writer.uint64(offset).uint64(size);
  return writer.finish();
}

class FileWriter {
  readonly #writer: BinaryWriter = new BinaryWriter();
  #length = 0;

  addBlock(block: Uint8Array): BlockHandle {
    const bytes = new Uint8Array(block.length + 1);
    bytes.set(block);
    bytes[block.length] = blockType.raw;
    this.#writer.raw(bytes).fixed32(maskedCrc32c(bytes));
    const handle = { offset: this.#length, size: block.length };
    this.#length += block.length + trailerLength;
    return handle;
  }

  finish(handles: Uint8Array): Uint8Array<ArrayBuffer> {
    const padding = new Uint8Array(handlesLength - handles.length);
    return this.#writer.raw(handles).raw(padding).raw(magic).finish();
  }
}

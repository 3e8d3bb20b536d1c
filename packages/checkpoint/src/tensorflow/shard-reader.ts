import type { Refuse } from '../refuse.ts';
import type { BundleEntry } from './bundle-entry.ts';
import { maskedCrc32c } from './masked-crc32c.ts';

/**
 * Takes tensors' bytes out of data files. In each, no more is taken than there is: tensors do not lie over each other,
 * so an index cannot ask for more memory than its data files take.
 */
export class ShardReader {
  readonly #shards: readonly Uint8Array[];
  readonly #refuse: Refuse;
  readonly #left: number[];

  constructor(shards: readonly Uint8Array[], refuse: Refuse) {
    this.#shards = shards;
    this.#refuse = refuse;
    this.#left = shards.map((shard) => shard.length);
  }

  /** An entry's bytes as they lie in their data file, which must be `expected`, after their checksum was verified. */
  take({ shard, offset, size, crc32c }: BundleEntry, expected: number, what: string): Uint8Array {
    const bytes = this.#shards[shard];
    if (!bytes) throw this.#refuse(`${what} is in data file ${shard}, there are ${this.#shards.length}, from 0 on`);
    if (size !== expected) throw this.#refuse(`${what} takes ${expected} bytes, its entry says ${size}`);
    if (!Number.isSafeInteger(offset) || offset < 0 || offset + size > bytes.length) {
      throw this.#refuse(
        `${what} must lie in the ${bytes.length} bytes of its data file, its ${size} are at ${offset}`,
      );
    }
    this.#left[shard]! -= size;
    if (this.#left[shard]! < 0) throw this.#refuse(`${what} lies over others in its data file`);
    const found = bytes.subarray(offset, offset + size);
    if (maskedCrc32c(found) !== crc32c) throw this.#refuse(`${what} is damaged: its checksum is that of other bytes`);
    return found;
  }
}

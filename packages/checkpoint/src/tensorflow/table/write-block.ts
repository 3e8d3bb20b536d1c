import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { sharedLength } from './compare-bytes.ts';
import type { Entry } from './format.ts';

/** Lays entries out as a block, see readBlock; as LevelDB's BlockBuilder does, to the byte. */
export class BlockWriter {
  readonly #interval: number;
  #writer: BinaryWriter = new BinaryWriter();
  #size = 0;
  #restarts: number[] = [0];
  #sinceRestart = 0;
  #last: Uint8Array = new Uint8Array(0);

  /** @param interval - So many entries at most lean on each other. */
  constructor(interval: number) {
    this.#interval = interval;
  }

  /** What it would take if it were finished now. */
  get size(): number {
    return this.#size + 4 * this.#restarts.length + 4;
  }

  add({ key, value }: Entry): void {
    let shared = 0;
    if (this.#sinceRestart < this.#interval) {
      shared = sharedLength(this.#last, key);
    } else {
      this.#restarts.push(this.#size);
      this.#sinceRestart = 0;
    }
    const head = new BinaryWriter()
      .uint32(shared)
      .uint32(key.length - shared)
      .uint32(value.length)
      .finish();
    this.#writer.raw(head).raw(key.subarray(shared)).raw(value);
    this.#size += head.length + key.length - shared + value.length;
    this.#sinceRestart++;
    this.#last = key;
  }

  /** The block; the writer begins anew. */
  finish(): Uint8Array {
    for (const restart of this.#restarts) this.#writer.fixed32(restart);
    const block = this.#writer.fixed32(this.#restarts.length).finish();
    this.#size = 0;
    this.#restarts = [0];
    this.#sinceRestart = 0;
    this.#last = new Uint8Array(0);
    return block;
  }
}

/** The tags of an event file, each kept once: they are told by their bytes, so that no text is made of one that is known. */
export class TagTable {
  readonly #bytes: Uint8Array;
  readonly #known = new Map<number, { readonly start: number; readonly stop: number; readonly tag: string }>();
  readonly #isNew: (length: number) => void;

  /** `isNew` is told the length of each tag that is kept, before it is. */
  constructor(bytes: Uint8Array, isNew: (length: number) => void) {
    this.#bytes = bytes;
    this.#isNew = isNew;
  }

  /** The tag whose bytes are there. */
  at(start: number, stop: number): string {
    let hash = 0x811c9dc5; // FNV-1a
    for (let i = start; i < stop; i++) hash = Math.imul(hash ^ this.#bytes[i]!, 0x01000193);
    for (let step = 1; ; hash = Math.imul(hash, 31) + step++) {
      const found = this.#known.get(hash);
      if (found && this.#areSame(found.start, found.stop, start, stop)) return found.tag;
      if (found) continue;
      this.#isNew(stop - start);
      const tag = new TextDecoder().decode(this.#bytes.subarray(start, stop));
      this.#known.set(hash, { start, stop, tag });
      return tag;
    }
  }

  #areSame(start: number, stop: number, otherStart: number, otherStop: number): boolean {
    if (stop - start !== otherStop - otherStart) return false;
    for (let i = start; i < stop; i++) if (this.#bytes[i] !== this.#bytes[otherStart + i - start]) return false;
    return true;
  }
}

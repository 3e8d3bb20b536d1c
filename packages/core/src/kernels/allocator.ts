/** A stretch of memory, in bytes. */
interface Stretch {
  start: number;
  size: number;
}

/** Stretches begin at the beginning of a cache line. */
const alignment = 64;

/** Hands out stretches of a growing memory, and takes them back: the first that is large enough is cut. */
export class Allocator {
  /** What is free, in the order of addresses, no two side by side. */
  readonly #free: Stretch[] = [];
  readonly #taken = new Map<number, number>();
  #end: number;
  readonly #growTo: (end: number) => void;

  /** @param growTo - makes the memory at least so long, or throws */
  constructor(start: number, growTo: (end: number) => void) {
    this.#end = start;
    this.#growTo = growTo;
  }

  /** @returns The address of so many bytes that nothing else uses. @throws RangeError if the memory cannot grow. */
  allocate(bytes: number): number {
    const size = Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
    const index = this.#free.findIndex((stretch) => stretch.size >= size);
    const found = this.#free[index];
    let start = this.#end;
    if (found) {
      start = found.start;
      found.start += size;
      found.size -= size;
      if (found.size === 0) this.#free.splice(index, 1);
    } else {
      this.#growTo(start + size);
      this.#end = start + size;
    }
    this.#taken.set(start, size);
    return start;
  }

  /** Takes back what {@link allocate} gave. */
  free(start: number): void {
    const size = this.#taken.get(start);
    if (size === undefined) throw new RangeError(`Cannot free memory at ${start}: nothing is allocated there.`);
    this.#taken.delete(start);
    const next = this.#free.findIndex((stretch) => stretch.start > start);
    const index = next < 0 ? this.#free.length : next;
    this.#free.splice(index, 0, { start, size });
    this.#merge(index);
    if (index > 0) this.#merge(index - 1);
  }

  /** Joins a free stretch with the one that follows it, if they touch. */
  #merge(index: number): void {
    const [stretch, next] = [this.#free[index], this.#free[index + 1]];
    if (!stretch || !next || stretch.start + stretch.size !== next.start) return;
    stretch.size += next.size;
    this.#free.splice(index + 1, 1);
  }
}

import type { Refuse } from './refuse.ts';

/** About what a tensor takes beside its numbers: its name, its shape, its array and their places. */
export const bytesPerTensor = 192;

/** Counts the memory that reading a file takes, before it is taken. */
export class MemoryBudget {
  readonly maxBytes: number;
  readonly #refuse: Refuse;
  #taken = 0;

  constructor(maxBytes: number, refuse: Refuse) {
    this.maxBytes = maxBytes;
    this.#refuse = refuse;
  }

  /** @throws Error if it is more than is left, all that was taken before being kept. */
  take(bytes: number): void {
    this.#taken += bytes;
    if (this.#taken <= this.maxBytes) return;
    throw this.#refuse(
      `reading it takes ${this.#taken} bytes or more beside its own, the limit is ${this.maxBytes}; raise maxBytes if you trust it`,
    );
  }

  /** Takes what a tensor does. */
  takeTensor(bytes: number): void {
    this.take(bytes + bytesPerTensor);
  }
}

import { startWorker } from '../runtime/workers.ts';
import { readyAddress } from './codes.ts';

/** Workers on the kernels' shared memory. They start when they are first asked for, and are used once they stand by. */
export class ThreadPool {
  readonly #module: WebAssembly.Module;
  readonly #memory: WebAssembly.Memory;
  readonly #ready: Int32Array;
  #started = 0;

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory) {
    this.#module = module;
    this.#memory = memory;
    this.#ready = new Int32Array(memory.buffer, readyAddress, 1);
  }

  /** How many threads a run can have now, if it wants so many: the caller's own, and the workers that stand by. */
  threads(wanted: number): number {
    while (this.#started < wanted - 1) {
      this.#started++;
      try {
        startWorker({ module: this.#module, memory: this.#memory, thread: this.#started });
      } catch {
        this.#started = Number.POSITIVE_INFINITY; // not here, and not later
      }
    }
    // Workers stand by in any order, so none is used before all are there.
    return Atomics.load(this.#ready, 0) === this.#started ? Math.max(1, wanted) : 1;
  }
}

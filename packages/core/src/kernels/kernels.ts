import { processors } from '../runtime/processors.ts';
import { canShareMemory, mayWait } from '../runtime/workers.ts';
import { Allocator } from './allocator.ts';
import { kernelsBinary } from './binaries.ts';
import { firstFreeAddress, mayWaitAddress } from './codes.ts';
import { instantiateKernels, type KernelExports } from './exports.ts';
import type { Instruction } from './instructions.ts';
import { ThreadPool } from './thread-pool.ts';

const pageBytes = 65536;
/** Address space is reserved for a shared memory's largest size; some machines have less of it. */
const sharedPages: readonly number[] = [32768, 16384, 4096];
/** Of a run: with less than this for each thread, waiting for one another costs more than it saves. */
const operationsPerThread = 1_000_000;
/** Beyond this, the layers of a perceptron are cut too small to gain. */
const mostThreads = 8;

/** A program in the kernels' memory. */
export interface Program {
  readonly address: number;
  /** In words. */
  readonly length: number;
}

/** The training kernels, with a memory of their own in which programs and their values lie. */
export class Kernels {
  /** Whether multiply-adds are rounded once, as relaxed SIMD allows. */
  readonly relaxedSimd: boolean;
  readonly #memory: WebAssembly.Memory;
  readonly #exports: KernelExports;
  readonly #pool: ThreadPool | undefined;
  readonly #allocator: Allocator;
  #maximumThreads = Math.min(processors(), mostThreads);

  private constructor(relaxedSimd: boolean, memory: WebAssembly.Memory, exports: KernelExports, pool?: ThreadPool) {
    this.relaxedSimd = relaxedSimd;
    this.#memory = memory;
    this.#exports = exports;
    this.#pool = pool;
    this.#allocator = new Allocator(firstFreeAddress, (end) => this.#growTo(end));
    if (pool) this.integers(mayWaitAddress, 1)[0] = mayWait() ? 1 : 0;
  }

  /** Starts them, on memory that threads can share where there is such. */
  static async start(relaxedSimd: boolean): Promise<Kernels> {
    const shared = canShareMemory() ? sharedMemory() : undefined;
    const module = await WebAssembly.compile(kernelsBinary({ relaxedSimd, shared: shared !== undefined }));
    const memory = shared ?? new WebAssembly.Memory({ initial: 1 });
    const pool = shared && new ThreadPool(module, shared);
    return new Kernels(relaxedSimd, memory, await instantiateKernels(module, memory), pool);
  }

  /** The most threads that a run may have. */
  get maximumThreads(): number {
    return this.#pool ? this.#maximumThreads : 1;
  }

  set maximumThreads(threads: number) {
    this.#maximumThreads = threads;
  }

  /** @returns The address of so many bytes, all 0. @throws RangeError if there is no memory left. */
  allocate(bytes: number): number {
    const address = this.#allocator.allocate(bytes);
    this.bytes(address, bytes).fill(0);
    return address;
  }

  /** Takes back what {@link allocate} gave. */
  free(address: number): void {
    this.#allocator.free(address);
  }

  /** A view of memory, good until something is allocated. */
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, length);
  }

  /** As {@link bytes}. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  /** As {@link bytes}. */
  integers(address: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, length);
  }

  /** As {@link bytes}. */
  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address, length);
  }

  /** Puts a program into memory; it is freed by its address. */
  write(instructions: readonly Instruction[]): Program {
    const words = instructions.flat();
    const address = this.allocate(words.length * 4);
    this.integers(address, words.length).set(words);
    return { address, length: words.length };
  }

  /**
   * How many threads a run of so many multiply-adds is to have, with the workers that stand by by now. Results do not
   * depend on it.
   */
  threads(operations: number): number {
    if (!this.#pool) return 1;
    const wanted = Math.min(this.#maximumThreads, Math.floor(operations / operationsPerThread));
    return wanted > 1 ? this.#pool.threads(wanted) : 1;
  }

  /** Runs a program on so many rows. @returns False if its loss is not finite: what follows its check was not run. */
  run({ address, length }: Program, rows: number, threads: number): boolean {
    return this.#exports.run(address, length, rows, threads) === 0;
  }

  #growTo(end: number): void {
    const missing = end - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    try {
      this.#memory.grow(Math.ceil(missing / pageBytes));
    } catch (cause) {
      throw new RangeError(`Cannot take ${end} bytes of memory for training: the runtime has no more.`, { cause });
    }
  }
}

function sharedMemory(): WebAssembly.Memory | undefined {
  for (const maximum of sharedPages) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared: true });
    } catch {
      // The next is smaller.
    }
  }
  return undefined;
}

import { codes, type Instruction, type Kernels, type Program, type Rows } from '@feedforward/core/kernels';

/** Frees what an arena holds when its owner is gone without having disposed of it. */
const forgotten = new FinalizationRegistry<() => void>((free) => free());

/** A part of the kernels' memory that is given back as a whole. */
export class Arena {
  readonly #kernels: Kernels;
  readonly #addresses: number[] = [];
  #size = 0;

  /** @param owner - Whoever uses it: when that is garbage, so is the arena. */
  constructor(kernels: Kernels, owner: object) {
    this.#kernels = kernels;
    const addresses = this.#addresses;
    forgotten.register(owner, () => free(kernels, addresses), this);
  }

  /** In bytes, programs aside. */
  get size(): number {
    return this.#size;
  }

  /** The address of so many bytes, all 0. */
  bytes(count: number): number {
    const address = this.#kernels.allocate(count);
    this.#addresses.push(address);
    this.#size += count;
    return address;
  }

  /** The address of so many floats, all 0. */
  floats(count: number): number {
    return this.bytes(count * 4);
  }

  /** Rows of so many columns, in whole panels. */
  rows(count: number, columns: number): Rows {
    const stride = strideOf(columns);
    return { address: this.bytes(count * stride), stride, columns };
  }

  /** The address of these words. */
  words(values: readonly number[]): number {
    const address = this.floats(values.length);
    this.#kernels.integers(address, values.length).set(values);
    return address;
  }

  write(instructions: readonly Instruction[]): Program {
    const program = this.#kernels.write(instructions);
    this.#addresses.push(program.address);
    return program;
  }

  free(): void {
    forgotten.unregister(this);
    free(this.#kernels, this.#addresses);
  }
}

function free(kernels: Kernels, addresses: number[]): void {
  for (const address of addresses.splice(0)) kernels.free(address);
}

/** The columns rounded up to whole panels. */
export function paddedTo(columns: number): number {
  return Math.ceil(columns / codes.panelWidth) * codes.panelWidth;
}

/** In bytes. Rows a whole page apart would all be kept in the same few places of the cache. */
function strideOf(columns: number): number {
  const bytes = paddedTo(columns) * 4;
  return bytes % 4096 === 0 ? bytes + 64 : bytes;
}

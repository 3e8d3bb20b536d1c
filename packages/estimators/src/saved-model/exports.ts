import { type CheckpointStorage, checkStorageName, folderStorage } from '@feedforward/checkpoint';

/** Where exports are kept. */
export interface ExportPath {
  /** A folder's path, in Node, Deno and Bun; or a storage, anywhere. */
  readonly base: string | CheckpointStorage;
  /** What the names of their files begin with. Default: nothing. */
  readonly prefix?: string | undefined;
}

/** The exports in one place, each a file that is named by the second in which it was made. */
export class Exports {
  readonly #storage: CheckpointStorage;
  readonly #folder: string | undefined;
  readonly #prefix: string;

  /** @throws RangeError for a prefix that files cannot have. */
  constructor({ base, prefix = '' }: ExportPath) {
    this.#storage = typeof base === 'string' ? folderStorage(base) : base;
    this.#folder = typeof base === 'string' ? base.replace(/(?<=.)[/\\]$/, '') : undefined;
    this.#prefix = prefix;
    checkStorageName(this.#nameOf(0));
  }

  /**
   * Writes one, whole or not at all, under the seconds since 1970; under more where others have those.
   * @returns Its path; in a storage that is no folder, its name.
   */
  async add(bytes: Uint8Array): Promise<string> {
    const newest = (await this.#seconds()).at(-1) ?? 0;
    const name = this.#nameOf(Math.max(Math.floor(Date.now() / 1000), newest + 1));
    await this.#storage.write(name, bytes);
    return this.#folder === undefined ? name : `${this.#folder}/${name}`;
  }

  /** Takes all away but the newest. */
  async keep(count: number): Promise<void> {
    for (const seconds of (await this.#seconds()).slice(0, -count)) await this.#storage.remove(this.#nameOf(seconds));
  }

  async #seconds(): Promise<number[]> {
    const found = (await this.#storage.list()).flatMap((name) => {
      const seconds = Number(/(\d{10})\.safetensors$/.exec(name)?.[1]);
      return name === this.#nameOf(seconds) ? [seconds] : [];
    });
    return found.sort((a, b) => a - b);
  }

  #nameOf(seconds: number): string {
    return `${this.#prefix}${String(seconds).padStart(10, '0')}.safetensors`;
  }
}

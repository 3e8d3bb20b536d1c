import { type CheckpointStorage, checkStorageName } from '@feedforward/checkpoint';
import { Place } from '../estimator/place.ts';

/** Where exports are kept. */
export interface ExportPath {
  /** A folder's path, in Node, Deno and Bun; or a storage, anywhere. */
  readonly base: string | CheckpointStorage;
  /** What the names of their files begin with. Default: nothing. */
  readonly prefix?: string | undefined;
}

/** The exports in one place, each a file that is named by the second in which it was made. */
export class Exports {
  readonly #place: Place;
  readonly #prefix: string;

  /** @throws RangeError for a prefix that files cannot have. */
  constructor({ base, prefix = '' }: ExportPath) {
    this.#place = new Place(base);
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
    await this.#place.storage.write(name, bytes);
    return this.#place.pathOf(name);
  }

  /** Takes all away but the newest. */
  async keep(count: number): Promise<void> {
    for (const seconds of (await this.#seconds()).slice(0, -count)) {
      await this.#place.storage.remove(this.#nameOf(seconds));
    }
  }

  async #seconds(): Promise<number[]> {
    const found = (await this.#place.storage.list()).flatMap((name) => {
      const seconds = Number(/(\d{10})\.safetensors$/.exec(name)?.[1]);
      return name === this.#nameOf(seconds) ? [seconds] : [];
    });
    return found.sort((a, b) => a - b);
  }

  #nameOf(seconds: number): string {
    return `${this.#prefix}${String(seconds).padStart(10, '0')}.safetensors`;
  }
}

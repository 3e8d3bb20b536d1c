import { printableLines } from '../printable.ts';
import type { Safetensors } from '../safetensors/decode.ts';
import type { TensorData } from '../tensor-data.ts';
import { type Catalog, copyEnding, type Known, readCatalog, readCheckpoint } from './catalog.ts';
import { type CheckpointFormat, safetensorsFormat } from './checkpoint-format.ts';
import { type CheckpointIndex, formatIndex, indexName } from './checkpoint-index.ts';
import { type CheckpointStorage, checkStorageName } from './checkpoint-storage.ts';
import { byScore, checkRetention, type Retention, rotate } from './rotation.ts';

/** How a {@link CheckpointStore} works. */
export interface CheckpointStoreOptions extends Retention {
  /** What files' names begin with, before `-1000.safetensors`. Default `model.ckpt`. */
  readonly prefix?: string;
  /** What checkpoints are saved as; and after it, what else is read and rotated with them. Default: safetensors. */
  readonly formats?: readonly [CheckpointFormat, ...CheckpointFormat[]];
  /** Only lists and restores, so that it takes no lock and another process may save meanwhile. Default false. */
  readonly readOnly?: boolean;
  /** Told of each checkpoint, and of an index, that is passed over because it is damaged. Default: `console.warn`. */
  readonly onDamaged?: (damage: Damage) => void;
}

/** A file that could not be read as it was written. */
export interface Damage {
  readonly name: string;
  /** What is wrong with it, and what is done about it. */
  readonly message: string;
  readonly error: unknown;
}

/** What a store knows of a checkpoint without reading it. */
export interface CheckpointEntry {
  /** Of its file, or what the names of its files begin with. */
  readonly name: string;
  readonly step: number;
  readonly score?: number | undefined;
  /** Undefined for one that the index does not know: whoever saved it died before writing that. */
  readonly savedAt?: Date | undefined;
}

/** What a checkpoint holds. */
export interface CheckpointContent {
  readonly tensors: Iterable<readonly [name: string, tensor: TensorData]>;
  /** Texts beside them; `score`, `best` and `crc32c` are taken. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A checkpoint that was read, every checksum of it being right. */
export interface Checkpoint extends CheckpointEntry, Safetensors {}

/** One of a store's checkpoints: the one that was saved last, the one of the best score, or the one of a step. */
export type WhichCheckpoint = 'latest' | 'best' | { readonly step: number };

/**
 * Keeps checkpoints: each a safetensors file with checksums, or what another format makes of it, beside an index as
 * TensorFlow writes one. Saving adds a checkpoint, then writes the index, then takes others away, so a process that dies
 * at any moment leaves a store that the next one goes on from, and an index that names nothing which is not there.
 * Reading verifies: instead of a damaged checkpoint, the one before it is given.
 *
 * @example
 * ```ts
 * import { CheckpointStore, memoryStorage } from '@feedforward/checkpoint';
 *
 * const store = await CheckpointStore.open(memoryStorage(), { keepCheckpointMax: 2 });
 * for (const step of [10, 20, 30]) {
 *   const bias = { dtype: 'float32', shape: [1], data: Float32Array.of(step / 10) } as const;
 *   await store.save(step, { tensors: [['bias', bias]] }, { score: 1 / step });
 * }
 * console.log((await store.list()).map(({ step }) => step)); // [ 10, 20, 30 ]
 * console.log((await store.best())?.step); // 10
 * console.log((await store.restore())?.tensors.get('bias')?.data); // Float32Array(1) [ 3 ]
 * await store.close();
 * ```
 */
export class CheckpointStore {
  readonly #storage: CheckpointStorage;
  readonly #options: CheckpointStoreOptions;
  readonly #prefix: string;
  readonly #formats: readonly [CheckpointFormat, ...CheckpointFormat[]];
  #release: (() => Promise<void>) | undefined;
  #isClosed = false;
  /** The save under way. */
  #saving: Promise<unknown> = Promise.resolve();

  private constructor(storage: CheckpointStorage, options: CheckpointStoreOptions, release?: () => Promise<void>) {
    this.#storage = storage;
    this.#options = options;
    this.#prefix = options.prefix ?? 'model.ckpt';
    this.#formats = options.formats ?? [safetensorsFormat];
    this.#release = release;
  }

  /**
   * A store on this storage, which it locks until it is closed.
   * @throws Error if another store has the storage, RangeError for an option that is out of range.
   */
  static async open(storage: CheckpointStorage, options: CheckpointStoreOptions = {}): Promise<CheckpointStore> {
    checkRetention(options);
    if (options.prefix !== undefined) checkStorageName(`${options.prefix}-0`);
    if (options.readOnly) return new CheckpointStore(storage, options);
    const store = new CheckpointStore(storage, options, await storage.lock?.());
    await store.#removeLeftovers().catch(() => {}); // the next save tries again
    return store;
  }

  /** Takes away what a process had to that died. */
  async #removeLeftovers(): Promise<void> {
    const { leftovers } = await readCatalog(this.#storage, this.#prefix, this.#formats, () => {});
    for (const file of leftovers.flatMap(({ files }) => files)) await this.#storage.remove(file);
  }

  /**
   * Saves a checkpoint, then takes away those that are not to be kept. One of the same step is replaced.
   * @param step The training step, which names the file.
   * @param options.score How good it is, to keep the best ones and find them again.
   * @throws Error if it cannot be written; then all that were there are still there.
   */
  async save(
    step: number,
    content: CheckpointContent,
    options: { readonly score?: number | undefined } = {},
  ): Promise<CheckpointEntry> {
    this.#checkWritable(step, options.score);
    const saved = this.#saving.then(() => this.#save(step, content, options.score));
    this.#saving = saved.catch(() => {}); // told to whoever called; the next one is to be tried all the same
    return saved;
  }

  async #save(step: number, content: CheckpointContent, score: number | undefined): Promise<CheckpointEntry> {
    const { known, foreign, leftovers, foreignLeftovers, ...catalog } = await this.#look();
    const [format] = this.#formats;
    const stem = `${this.#prefix}-${step}`;
    const name = stem + format.nameEnding;
    const time = Date.now() / 1000;
    const saved: Known = { name, step, time, score, format, stem, files: [] };
    const copyName = stem + copyEnding + format.nameEnding;
    const entries: Known[] = [...known.filter((other) => other.name !== name && other.name !== copyName), saved];
    const [best] = byScore(entries, this.#options.betterScore);
    const metadata = {
      ...content.metadata,
      ...(score !== undefined && { score: String(score) }),
      ...(best && { best: JSON.stringify({ step: best.step, score: best.score }) }),
    };
    const parts = format.encode(content.tensors, metadata);
    const old = parts.length > 1 ? known.find((other) => other.name === name) : undefined;
    let copy = known.find((other) => other.name === copyName);
    if (old && (await this.#isSound(old))) {
      // The copy goes with what it is of, once the index has neither kept nor removed an earlier one.
      const isOther = (other: string): boolean => other !== copyName;
      const removed = [...foreignLeftovers, ...leftovers.map((other) => other.name)].filter(isOther);
      const listed = [...foreign, ...known.filter((other) => isOther(other.name))];
      await this.#writeIndex({ entries: listed, lastPreserved: catalog.lastPreserved, removed });
      copy = await this.#copy(old);
    }
    for (const [ending, bytes] of parts) await this.#storage.write(stem + ending, bytes);

    const started = catalog.lastPreserved ?? entries.find((entry) => entry.time > 0)?.time ?? time;
    const { kept, removed, lastPreserved } = rotate(entries, this.#options, started);
    const others = leftovers.filter((other) => other.name !== name && other.name !== copy?.name);
    const leaving = [...others, ...removed, ...(copy ? [copy] : [])];
    const names = [...foreignLeftovers, ...leaving.map((other) => other.name)];
    await this.#writeIndex({ entries: [...foreign, ...kept], lastPreserved, removed: names });
    for (const file of leaving.flatMap(({ files }) => files)) await this.#storage.remove(file);
    return publicEntry(saved);
  }

  async #writeIndex(index: CheckpointIndex): Promise<void> {
    await this.#storage.write(indexName, new TextEncoder().encode(formatIndex(index)));
  }

  async #isSound(entry: Known): Promise<boolean> {
    return readCheckpoint(this.#storage, entry).then(
      () => true,
      () => false,
    );
  }

  /** The files of a checkpoint under another name: they stand for it while each is replaced. */
  async #copy(old: Known): Promise<Known> {
    const stem = old.stem + copyEnding;
    const copied = (file: string): string => stem + file.slice(old.stem.length);
    for (const file of old.files.toReversed()) await this.#storage.write(copied(file), await this.#storage.read(file));
    return { ...old, stem, name: stem + old.format.nameEnding, files: old.files.map(copied) };
  }

  #checkWritable(step: number, score: number | undefined): void {
    const what = `save checkpoint of step ${step}`;
    if (this.#isClosed) throw new Error(`Cannot ${what}: the store is closed. Open it again.`);
    if (this.#options.readOnly) throw new Error(`Cannot ${what}: the store was opened with readOnly.`);
    if (!(Number.isSafeInteger(step) && step >= 0)) {
      throw new RangeError(`Cannot ${what}: a step is a whole number, 0 or more.`);
    }
    if (score !== undefined && !Number.isFinite(score)) {
      throw new RangeError(`Cannot ${what}: its score must be a finite number, it is ${score}.`);
    }
  }

  /** The checkpoints that are there, in the order in which they were saved. */
  async list(): Promise<CheckpointEntry[]> {
    return (await this.#look()).known.map(publicEntry);
  }

  /** The one that was saved last; undefined if there is none. */
  async latest(): Promise<CheckpointEntry | undefined> {
    return (await this.list()).at(-1);
  }

  /** The one of the best score; undefined if none has a score. */
  async best(): Promise<CheckpointEntry | undefined> {
    return byScore(await this.list(), this.#options.betterScore)[0];
  }

  /**
   * Reads a checkpoint and verifies it. If it is damaged, `onDamaged` is told and the next best is given: the one saved
   * before it, or the one whose score comes next; never another one for a step.
   *
   * @param which Default `'latest'`.
   * @returns Undefined if there is none to choose from.
   * @throws Error if all of them are damaged, RangeError for a step that there is none of.
   */
  async restore(which: WhichCheckpoint = 'latest'): Promise<Checkpoint | undefined> {
    const entries = this.#candidates((await this.#look()).known, which);
    const failures: unknown[] = [];
    for (const [i, entry] of entries.entries()) {
      try {
        return { ...publicEntry(entry), ...(await readCheckpoint(this.#storage, entry)) };
      } catch (error) {
        const isThere = (await this.#look()).known.some(({ name }) => name === entry.name);
        if (!isThere) continue; // rotated away meanwhile, by another process
        failures.push(error);
        if (i < entries.length - 1) this.#tell(entry.name, error, `Going on to "${entries[i + 1]!.name}".`);
      }
    }
    if (failures.length === 0) return undefined;
    const all = failures.length === 1 ? 'it cannot be read' : `none of ${failures.length} can be read`;
    throw new Error(`Cannot restore a checkpoint: ${all}. ${messageOf(failures[0])}`, { cause: failures[0] });
  }

  #candidates(entries: readonly Known[], which: WhichCheckpoint): readonly Known[] {
    if (which === 'latest') return entries.toReversed();
    if (which === 'best') return byScore(entries, this.#options.betterScore);
    const found = entries.filter(({ step }) => step === which.step).toReversed();
    if (found.length > 0) return found;
    const steps = entries.map(({ step }) => step).join(', ') || 'none';
    throw new RangeError(`Cannot restore the checkpoint of step ${which.step}: the steps that are there are ${steps}.`);
  }

  /** Waits for a save that is under way, and lets others have the storage. Further saves are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#saving;
    const release = this.#release;
    this.#release = undefined;
    await release?.();
  }

  #look(): Promise<Catalog> {
    return readCatalog(this.#storage, this.#prefix, this.#formats, (error) =>
      this.#tell(indexName, error, 'Going by the names of the checkpoints.'),
    );
  }

  #tell(name: string, error: unknown, remedy: string): void {
    const message = `${messageOf(error)} ${remedy}`;
    if (this.#options.onDamaged) this.#options.onDamaged({ name, message, error });
    else console.warn(printableLines(message));
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function publicEntry({ name, step, score, time }: Omit<Known, 'preserved'>): CheckpointEntry {
  return { name, step, score, savedAt: time > 0 ? new Date(time * 1000) : undefined };
}

import {
  type CheckpointEntry,
  type CheckpointStorage,
  CheckpointStore,
  folderStorage,
  readFile,
} from '@feedforward/checkpoint';
import { decodeState, restoreCheckpoint, type Trainer, type TrainState } from '@feedforward/training';
import type { RunConfig } from './run-config.ts';

/** An estimator's `modelDir`: its trainer goes on from the newest checkpoint there, and saves new ones. */
export class ModelDir {
  readonly storage: CheckpointStorage;
  readonly #trainer: Trainer;
  readonly #folder: string | undefined;
  readonly #config: RunConfig;
  /** The checkpoint that was restored or saved last. */
  #last: CheckpointEntry | undefined;
  #saving: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;

  /** @param place A folder's path, in Node, Deno and Bun; or a storage, anywhere. */
  constructor(place: string | CheckpointStorage, trainer: Trainer, config: RunConfig) {
    this.#trainer = trainer;
    this.storage = typeof place === 'string' ? folderStorage(place) : place;
    this.#folder = typeof place === 'string' ? place.replace(/(?<=.)[/\\]$/, '') : undefined;
    this.#config = config;
  }

  /** To save in: nobody else can until it is closed. `readOnly`: to restore from, whoever saves there meanwhile. */
  open(options: { readonly readOnly?: boolean } = {}): Promise<CheckpointStore> {
    const { keepCheckpointMax = 5, keepCheckpointEveryNHours = 10_000, logger } = this.#config;
    const onDamaged = logger && { onDamaged: ({ message }: { message: string }) => logger.warn(message) };
    return CheckpointStore.open(this.storage, {
      keepCheckpointMax,
      keepCheckpointEveryNHours,
      ...onDamaged,
      ...options,
    });
  }

  /** Sets the trainer to the newest checkpoint, if there is one and it does not stand there yet: whether it did. */
  async restore(store: CheckpointStore): Promise<boolean> {
    const newest = await store.latest();
    if (!newest || isSame(newest, this.#last)) return false;
    this.#last = await restoreCheckpoint(this.#trainer, store);
    return true;
  }

  /** The state in a checkpoint of this or another `modelDir`, by what `latest` gives. */
  async read(checkpoint: string): Promise<TrainState> {
    const bytes = this.#folder === undefined ? await this.storage.read(checkpoint) : await readFile(checkpoint);
    return decodeState(bytes, checkpoint).state;
  }

  /**
   * Begins to save what the trainer holds at this moment; training may go on meanwhile.
   * @throws Error if a save before this one failed.
   */
  beginSave(store: CheckpointStore): void {
    this.#throwFailure();
    const { globalStep } = this.#trainer;
    const content = this.#trainer.checkpoint();
    const before = this.#last;
    const placeholder = { name: '', step: globalStep };
    this.#last = placeholder;
    const replace = (entry: CheckpointEntry | undefined): void => {
      if (this.#last === placeholder) this.#last = entry;
    };
    const saving = this.#saving.then(() => store.save(globalStep, content)).then(replace);
    this.#saving = saving.catch((error: unknown) => {
      replace(before);
      this.#failure = { error };
    });
  }

  /** Waits for saves under way. @throws Error if one failed. */
  async settled(): Promise<void> {
    await this.#saving;
    this.#throwFailure();
  }

  /** Each failure is told once. */
  #throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure.error;
  }

  /** Whether the step that the trainer stands at has its checkpoint, or one is being saved. */
  get isSaved(): boolean {
    return this.#last?.step === this.#trainer.globalStep;
  }

  /** What TensorFlow's log calls the place. */
  get path(): string {
    return this.#pathOf('model.ckpt');
  }

  /** The path of the checkpoint that was restored or saved last; in a storage that is no folder, its name. */
  get lastPath(): string | undefined {
    return this.#last && this.#pathOf(this.#last.name);
  }

  /** The newest checkpoint's path; in a storage that is no folder, its name. Undefined if there is none. */
  async latest(): Promise<string | undefined> {
    const store = await this.open({ readOnly: true });
    const newest = await store.latest();
    return newest && this.#pathOf(newest.name);
  }

  #pathOf(name: string): string {
    return this.#folder === undefined ? name : `${this.#folder}/${name}`;
  }
}

const isSame = (a: CheckpointEntry, b: CheckpointEntry | undefined): boolean =>
  a.name === b?.name && a.savedAt?.getTime() === b.savedAt?.getTime();

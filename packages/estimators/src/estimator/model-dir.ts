import {
  type CheckpointEntry,
  type CheckpointStorage,
  CheckpointStore,
  readFile,
  safetensorsFormat,
} from '@feedforward/checkpoint';
import { tensorFlowFormat } from '@feedforward/checkpoint/tensorflow';
import type { RandomStateValue } from '@feedforward/random';
import { type StateContent, stateContent, type TrainState } from '@feedforward/training';
import { Place } from './place.ts';
import { formatOf, readState } from './read-state.ts';
import type { Restored, Training } from './restored.ts';
import type { RunConfig } from './run-config.ts';
import { tensorFlowContent } from './tensorflow-state.ts';

/** An estimator's `modelDir`: its trainer goes on from the newest checkpoint there, and saves new ones. */
export class ModelDir {
  readonly #place: Place;
  readonly #training: Training;
  readonly #config: RunConfig;
  /** The checkpoint that was restored or saved last. */
  #last: CheckpointEntry | undefined;
  /** Whether training can go on from that. */
  #isWhole = true;
  /** What every checkpoint says of the network and the recipe. */
  #metadata: StateContent['metadata'] | undefined;
  #saving: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;

  /** @param place A folder's path, in Node, Deno and Bun; or a storage, anywhere. */
  constructor(place: string | CheckpointStorage, training: Training, config: RunConfig) {
    this.#training = training;
    this.#place = new Place(place);
    this.#config = config;
  }

  get storage(): CheckpointStorage {
    return this.#place.storage;
  }

  /** To save in: nobody else can until it is closed. `readOnly`: to restore from, whoever saves there meanwhile. */
  open(options: { readonly readOnly?: boolean } = {}): Promise<CheckpointStore> {
    const { keepCheckpointMax = 5, keepCheckpointEveryNHours = 10_000, logger } = this.#config;
    const onDamaged = logger && { onDamaged: ({ message }: { message: string }) => logger.warn(message) };
    return CheckpointStore.open(this.storage, {
      keepCheckpointMax,
      keepCheckpointEveryNHours,
      formats: this.#isTensorFlow ? [tensorFlowFormat, safetensorsFormat] : [safetensorsFormat, tensorFlowFormat],
      ...onDamaged,
      ...options,
    });
  }

  get #isTensorFlow(): boolean {
    return this.#config.checkpointFormat === 'tensorflow';
  }

  /**
   * Sets the trainer to the newest checkpoint, if there is one and it does not stand there yet.
   * @param toTrain Whether training is to go on from it: else its parameters are enough.
   * @returns The state that it was set to.
   * @throws RangeError that names a checkpoint which does not fit.
   */
  async restore(store: CheckpointStore, { toTrain }: { readonly toTrain: boolean }): Promise<TrainState | undefined> {
    const newest = await store.latest();
    if (!newest || (isSame(newest, this.#last) && (this.#isWhole || !toTrain))) return undefined;
    const checkpoint = await store.restore();
    if (!checkpoint) return undefined;
    const { name, step, savedAt } = checkpoint;
    const { state, misfit } = readState(checkpoint, name, this.#training);
    if (misfit && toTrain) throw misfit;
    try {
      this.#training.trainer.setState(state);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RangeError(`Cannot go on from ${this.#place.pathOf(name)}, which does not fit. ${reason}`, { cause });
    }
    this.#last = { name, step, savedAt };
    this.#isWhole = !misfit;
    return state;
  }

  /**
   * Begins to save what the trainer holds at this moment; training may go on meanwhile.
   * @param shuffle The stream that shuffles the input, as it stands.
   * @throws Error if a save before this one failed.
   */
  beginSave(store: CheckpointStore, shuffle: RandomStateValue): void {
    this.#throwFailure();
    const { trainer } = this.#training;
    const { globalStep } = trainer;
    const content = this.#content(shuffle);
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

  #content(shuffle: RandomStateValue): StateContent {
    const { trainer } = this.#training;
    this.#metadata ??= trainer.checkpoint().metadata;
    const state = trainer.state();
    const whole = { ...state, cursor: { ...state.cursor, shuffle } };
    return this.#isTensorFlow
      ? tensorFlowContent(whole, this.#training, this.#metadata)
      : stateContent(whole, this.#metadata);
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
    return this.#last?.step === this.#training.trainer.globalStep;
  }

  /** What TensorFlow's log calls the place. */
  get path(): string {
    return this.#place.pathOf('model.ckpt');
  }

  /** The path of the checkpoint that was restored or saved last; in a storage that is no folder, its name. */
  get lastPath(): string | undefined {
    return this.#last && this.#place.pathOf(this.#last.name);
  }

  /** The newest checkpoint's path; in a storage that is no folder, its name. Undefined if there is none. */
  async latest(): Promise<string | undefined> {
    const store = await this.open({ readOnly: true });
    const newest = await store.latest();
    return newest && this.#place.pathOf(newest.name);
  }

  /** What is in a checkpoint of this or another `modelDir`, by what `latest` gives. */
  read(checkpoint: string): Promise<Restored> {
    const read = (file: string): Promise<Uint8Array> =>
      this.#place.folder === undefined ? this.storage.read(file) : readFile(file);
    return readCheckpoint(checkpoint, this.#training, read);
  }
}

/**
 * What is in a checkpoint.
 * @param path Its file's, or what the names of its files begin with.
 */
export async function readCheckpoint(
  path: string,
  training: Training,
  read: (file: string) => Promise<Uint8Array> = readFile,
): Promise<Restored> {
  const format = formatOf(path);
  const stem = path.slice(0, path.length - format.nameEnding.length);
  return readState(await format.decode(path, (ending) => read(stem + ending)), path, training);
}

const isSame = (a: CheckpointEntry, b: CheckpointEntry | undefined): boolean =>
  a.name === b?.name && a.savedAt?.getTime() === b.savedAt?.getTime();

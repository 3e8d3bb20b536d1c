import { type CheckpointEntry, type CheckpointStorage, CheckpointStore, folderStorage } from '@feedforward/checkpoint';
import { restoreCheckpoint, type Trainer } from '@feedforward/training';

/** When an estimator saves checkpoints in its `modelDir`, besides at the end of training, and which it keeps. */
export interface ModelDirConfig {
  /** Every so many training steps. Default: by time, `saveCheckpointsSecs`. */
  readonly saveCheckpointsSteps?: number | undefined;
  /** Every so many seconds, where `saveCheckpointsSteps` is not given. Default 600. */
  readonly saveCheckpointsSecs?: number | undefined;
  /** How many of the newest to keep; 0 for all. Default 5. */
  readonly keepCheckpointMax?: number | undefined;
  /** Besides those, one every so many hours, for good. Default 10000. */
  readonly keepCheckpointEveryNHours?: number | undefined;
}

/** An estimator's `modelDir`: its trainer goes on from the newest checkpoint there, and saves new ones. */
export class ModelDir {
  readonly #trainer: Trainer;
  readonly #storage: CheckpointStorage;
  readonly #folder: string | undefined;
  readonly #config: ModelDirConfig;
  /** The checkpoint that was restored or saved last. */
  #last: CheckpointEntry | undefined;
  #lastTime = performance.now();

  /**
   * @param place A folder's path, in Node, Deno and Bun; or a storage, anywhere.
   * @throws RangeError for a number that is out of range.
   */
  constructor(place: string | CheckpointStorage, trainer: Trainer, config: ModelDirConfig) {
    checkConfig(config);
    this.#trainer = trainer;
    this.#storage = typeof place === 'string' ? folderStorage(place) : place;
    this.#folder = typeof place === 'string' ? place : undefined;
    this.#config = config;
  }

  /** To save in: nobody else can until it is closed. `readOnly`: to restore from, whoever saves there meanwhile. */
  open(options: { readonly readOnly?: boolean } = {}): Promise<CheckpointStore> {
    const { keepCheckpointMax = 5, keepCheckpointEveryNHours = 10_000 } = this.#config;
    return CheckpointStore.open(this.#storage, { keepCheckpointMax, keepCheckpointEveryNHours, ...options });
  }

  /** Sets the trainer to the newest checkpoint, if there is one and it does not stand there yet: whether it did. */
  async restore(store: CheckpointStore): Promise<boolean> {
    const newest = await store.latest();
    this.#lastTime = performance.now();
    if (!newest || isSame(newest, this.#last)) return false;
    this.#last = await restoreCheckpoint(this.#trainer, store);
    return true;
  }

  /** Whether it is time to save again. */
  isDue(): boolean {
    const { saveCheckpointsSteps: steps, saveCheckpointsSecs: seconds = 600 } = this.#config;
    if (steps !== undefined) return this.#trainer.globalStep % steps === 0;
    return performance.now() - this.#lastTime >= seconds * 1000;
  }

  /** Saves, unless it has at this very step. */
  async save(store: CheckpointStore): Promise<void> {
    const { globalStep } = this.#trainer;
    if (this.#last?.step === globalStep) return;
    this.#last = await store.save(globalStep, this.#trainer.checkpoint());
    this.#lastTime = performance.now();
  }

  /** The newest checkpoint's path; in a storage that is no folder, its name. Undefined if there is none. */
  async latest(): Promise<string | undefined> {
    const store = await this.open({ readOnly: true });
    const newest = await store.latest();
    return (
      newest && (this.#folder === undefined ? newest.name : `${this.#folder.replace(/[/\\]$/, '')}/${newest.name}`)
    );
  }
}

const isSame = (a: CheckpointEntry, b: CheckpointEntry | undefined): boolean =>
  a.name === b?.name && a.savedAt?.getTime() === b.savedAt?.getTime();

function checkConfig({ saveCheckpointsSteps: steps, saveCheckpointsSecs: seconds }: ModelDirConfig): void {
  if (steps !== undefined && !(Number.isSafeInteger(steps) && steps >= 1)) {
    throw new RangeError(
      `Cannot save checkpoints: saveCheckpointsSteps must be a whole number, 1 or more; it is ${steps}.`,
    );
  }
  if (seconds !== undefined && !(seconds > 0)) {
    throw new RangeError(`Cannot save checkpoints: saveCheckpointsSecs must be above 0; it is ${seconds}.`);
  }
}

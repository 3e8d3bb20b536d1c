import { writeSafetensors } from '@feedforward/checkpoint';
import { makeFolderOf } from '../runtime/files.ts';
import type { Trainer } from '../trainer.ts';
import type { BatchEndEvent, EpochEndEvent } from './callback.ts';
import { checkCount, Monitor, type MonitorOptions } from './monitor.ts';
import { PathTemplate } from './path-template.ts';
import { rememberedNumber, rememberedNumberOrNone } from './remembered.ts';
import type { CallbackState, StatefulCallback } from './stateful-callback.ts';

/** When {@link ModelCheckpoint} saves, and what. */
export interface ModelCheckpointOptions extends Omit<MonitorOptions, 'minDelta'> {
  /** Whether to save only what is better than all before, by the monitored log. Default false. */
  readonly saveBestOnly?: boolean;
  /**
   * Whether to save the parameters alone, for `loadModel` and `setParameters`; else the whole state, as
   * `trainer.save` does, for `restore` and `loadTrainer` too. Default false.
   */
  readonly saveWeightsOnly?: boolean;
  /** `'epoch'`, or after how many steps each time. Default `'epoch'`. */
  readonly saveFreq?: 'epoch' | number;
  /** What the first to be saved has to be better than. Default: nothing. */
  readonly initialValueThreshold?: number | undefined;
}

/**
 * Saves to safetensors files as training goes along: Keras's `ModelCheckpoint`. In Node, Deno and Bun; folders are
 * made. `saveCheckpoints` is for a store that rotates and recovers, anywhere.
 *
 * The path may have places for `epoch`, counted from 1, and for the logs, as Python formats them; with `saveFreq` a
 * number, for `batch` too. Without one, each file takes the place of that before, in one piece.
 *
 * Where it saves at the last step of an epoch, it does so at the epoch's end. The best value so far is part of the
 * trainer's state.
 *
 * @throws RangeError for an option that is out of range, a path that is no template, or one that ends as Keras's files
 *   do, whose format `@feedforward/checkpoint/keras` writes. Training with it throws a
 *   RangeError where there is no such log, and an Error for a file that cannot be written.
 * @example
 * ```ts
 * import { mkdtempSync, readdirSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { loadIris } from '@feedforward/datasets';
 * import { dense, sequential } from '@feedforward/layers';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import { adam, ModelCheckpoint, Trainer } from '@feedforward/training';
 *
 * const folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
 * const saving = new ModelCheckpoint(join(folder, 'iris-{epoch:02d}.safetensors'), { monitor: 'loss', saveBestOnly: true });
 * const network = sequential([dense(3)], { inputShape: [4] });
 * const trainer = new Trainer(network, { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 42 });
 * await trainer.fit(loadIris(), { epochs: 2, callbacks: [saving] }).done();
 * console.log(readdirSync(folder)); // [ 'iris-01.safetensors', 'iris-02.safetensors' ]
 * ```
 */
export class ModelCheckpoint implements StatefulCallback {
  readonly name: string;
  readonly runsLast: boolean = true;
  readonly #path: PathTemplate;
  /** Where only the best is saved. */
  readonly #monitor: Monitor | undefined;
  readonly #weightsOnly: boolean;
  readonly #everyBatches: number | undefined;
  #best: number | undefined;
  #batches = 0;

  constructor(filepath: string, options: ModelCheckpointOptions = {}) {
    const { saveBestOnly = false, saveWeightsOnly = false, saveFreq = 'epoch', initialValueThreshold } = options;
    const name = 'ModelCheckpoint';
    if (saveFreq !== 'epoch') checkCount(name, 'saveFreq', saveFreq, 1);
    if (/\.(h5|hdf5|keras)$/i.test(filepath)) {
      throw new RangeError(
        `Cannot save to "${filepath}": ModelCheckpoint writes safetensors files. Let the path end in .safetensors.`,
      );
    }
    this.#path = new PathTemplate(filepath);
    this.#monitor = saveBestOnly ? new Monitor(name, { ...options, minDelta: 0 }) : undefined;
    this.#weightsOnly = saveWeightsOnly;
    this.#everyBatches = saveFreq === 'epoch' ? undefined : saveFreq;
    this.#best = initialValueThreshold;
    this.name = this.#monitor ? `${name}(${this.#monitor.log})` : name;
  }

  /** The best value of the monitored log so far, where only the best is saved. */
  get best(): number | undefined {
    return this.#best;
  }

  async onBatchEnd({ trainer, epoch, batch, batches, logs }: BatchEndEvent): Promise<void> {
    if (this.#everyBatches === undefined) return;
    this.#batches++;
    if (this.#isDue() && batch < batches) await this.#save(trainer, { epoch: epoch + 1, batch, ...logs });
  }

  async onEpochEnd({ trainer, epoch, batches, logs }: EpochEndEvent): Promise<void> {
    if (this.#everyBatches === undefined) await this.#save(trainer, { epoch: epoch + 1, ...logs });
    else if (this.#isDue()) await this.#save(trainer, { epoch: epoch + 1, batch: batches, ...logs });
  }

  state(): CallbackState {
    return { values: { best: this.#best ?? null, batches: this.#batches } };
  }

  setState(state: CallbackState): void {
    const best = rememberedNumberOrNone(this.name, state, 'best');
    this.#batches = rememberedNumber(this.name, state, 'batches');
    this.#best = best ?? this.#best; // which is the threshold
  }

  #isDue(): boolean {
    return this.#everyBatches !== undefined && this.#batches >= this.#everyBatches;
  }

  async #save(trainer: Trainer, numbers: { readonly loss: number; readonly [name: string]: number }): Promise<void> {
    this.#batches = 0;
    const path = this.#path.format(numbers);
    if (!this.#monitor) return this.#write(trainer, path);
    const before = this.#best;
    const value = this.#monitor.valueIn(numbers);
    if (!this.#monitor.isBetter(value, before)) return;
    this.#best = value; // for the state that is saved
    try {
      await this.#write(trainer, path);
    } catch (error) {
      this.#best = before;
      throw error;
    }
  }

  async #write(trainer: Trainer, path: string): Promise<void> {
    await makeFolderOf(path);
    if (!this.#weightsOnly) return trainer.save(path);
    const { config } = trainer.model;
    const metadata: Record<string, string> = config ? { model: JSON.stringify(config) } : {};
    await writeSafetensors(path, trainer.parameters(), metadata, { checksums: true });
  }
}

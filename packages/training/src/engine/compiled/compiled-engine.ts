import { type Kernels, startKernels } from '@feedforward/core/kernels';
import type { Matrix } from '@feedforward/datasets';
import { copyOf, type LearnedValues } from '../../state/train-state.ts';
import type { BatchResult, CheckedBatch, Engine, StepOptions } from '../engine.ts';
import { ParameterStore } from './parameter-store.ts';
import { type CompiledParts, Workspace } from './workspace.ts';

/** What is in the kernels' memory while it computes. */
interface Started {
  readonly kernels: Kernels;
  readonly store: ParameterStore;
}

/** Models of this library's layers, losses and optimizers, as a fixed program of kernels on memory of its own. */
export class CompiledEngine implements Engine {
  readonly #parts: CompiledParts;
  /** The values while they are not in the kernels' memory. */
  #resting: LearnedValues;
  #started: Started | undefined;
  #training: Workspace | undefined;
  #forward: Workspace | undefined;

  constructor(parts: CompiledParts, values: LearnedValues) {
    this.#parts = parts;
    this.#resting = values;
  }

  async start(): Promise<void> {
    if (this.#started) return;
    const kernels = await startKernels();
    if (this.#started) return; // by another call, meanwhile
    const { model, optimizer, clipping } = this.#parts;
    const store = new ParameterStore(kernels, this, model, optimizer, clipping !== undefined);
    store.load(this.#resting);
    this.#started = { kernels, store };
  }

  load(values: LearnedValues): void {
    if (this.#started) this.#started.store.load(values);
    else this.#resting = copyOf(values);
  }

  read(): LearnedValues {
    return this.#started?.store.read() ?? copyOf(this.#resting);
  }

  train(batch: CheckedBatch, options: StepOptions): BatchResult {
    this.#training = this.#workspace(this.#training, batch.features.length, true);
    return this.#training.train(batch, this.#parts.optimizer.settings(options), options.random);
  }

  evaluate(batch: CheckedBatch): BatchResult {
    this.#forward = this.#workspace(this.#forward, batch.features.length, false);
    return this.#forward.evaluate(batch);
  }

  predict(features: Matrix): Matrix<Float32Array> {
    this.#forward = this.#workspace(this.#forward, features.length, false);
    return this.#forward.predict(features);
  }

  dispose(): void {
    if (!this.#started) return;
    this.#resting = this.#started.store.read();
    this.#started.store.free();
    this.#training?.free();
    this.#forward?.free();
    this.#started = this.#training = this.#forward = undefined;
  }

  /** One with room for so many rows, and for the threads that there may be now: the present one, or a larger one in its place. */
  #workspace(present: Workspace | undefined, rows: number, training: boolean): Workspace {
    if (!this.#started) throw new Error('Cannot compute: the engine has not been started.');
    const { kernels, store } = this.#started;
    if (present && present.capacity >= rows && present.threads >= kernels.maximumThreads) return present;
    present?.free();
    return new Workspace(kernels, this, this.#parts, store, rows, training);
  }
}

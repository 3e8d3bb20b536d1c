import { type Kernels, startKernels } from '@feedforward/core/kernels';
import type { Matrix } from '@feedforward/datasets';
import { copyOf, type LearnedValues } from '../../state/train-state.ts';
import type { BatchResult, CheckedBatch, StepOptions } from '../engine.ts';
import { leaveMemory, type Resident, useMemory } from '../resident-engines.ts';
import { Arena } from './arena.ts';
import { ParameterStore } from './parameter-store.ts';
import { type CompiledParts, Workspace } from './workspace.ts';

/** For training steps, or for the way forward alone. */
type WorkspaceKind = 'training' | 'forward';

/** What is in the kernels' memory while it computes. */
interface Started {
  readonly kernels: Kernels;
  readonly store: ParameterStore;
}

/** Models of this library's layers, losses and optimizers, as a fixed program of kernels on memory of its own. */
export class CompiledEngine implements Resident {
  readonly #parts: CompiledParts;
  /** The values while they are not in the kernels' memory. */
  #resting: LearnedValues;
  #started: Started | undefined;
  /** Once it has been started: then it can be started again at once. */
  #kernels: Kernels | undefined;
  readonly #workspaces = new Map<WorkspaceKind, Workspace>();

  constructor(parts: CompiledParts, values: LearnedValues) {
    this.#parts = parts;
    this.#resting = values;
  }

  async start(): Promise<void> {
    this.#kernels ??= await startKernels();
    this.#present();
  }

  get bytes(): number {
    const workspaces = [...this.#workspaces.values()].reduce((sum, { size }) => sum + size, 0);
    return (this.#started?.store.size ?? 0) + workspaces;
  }

  load(values: LearnedValues): void {
    if (this.#started) this.#started.store.load(values);
    else this.#resting = copyOf(values);
  }

  read(): LearnedValues {
    return this.#started?.store.read() ?? copyOf(this.#resting);
  }

  train(batch: CheckedBatch, options: StepOptions): BatchResult {
    const workspace = this.#workspace('training', batch.features.length);
    return workspace.train(batch, this.#parts.optimizer.settings(options), options.random);
  }

  evaluate(batch: CheckedBatch): BatchResult {
    return this.#workspace('forward', batch.features.length).evaluate(batch);
  }

  predict(features: Matrix): Matrix<Float32Array> {
    return this.#workspace('forward', features.length).predict(features);
  }

  dispose(): void {
    if (!this.#started) return;
    this.#resting = this.#started.store.read();
    this.#started.store.free();
    this.#started = undefined;
    for (const workspace of this.#workspaces.values()) workspace.free();
    this.#workspaces.clear();
    leaveMemory(this);
  }

  /** What is in memory; put there again, if others have needed the room. */
  #present(): Started {
    if (!this.#kernels) throw new Error('Cannot compute: the engine has not been started.');
    useMemory(this);
    this.#started ??= this.#begin(this.#kernels);
    return this.#started;
  }

  #begin(kernels: Kernels): Started {
    const { model, optimizer, clipping } = this.#parts;
    const store = new ParameterStore(kernels, this, model, optimizer, clipping !== undefined);
    store.load(this.#resting);
    return { kernels, store };
  }

  /** With room for so many rows, on as many threads as there may be now: the present one, or a larger in its place. */
  #workspace(kind: WorkspaceKind, rows: number): Workspace {
    const { kernels, store } = this.#present();
    const present = this.#workspaces.get(kind);
    if (present && present.capacity >= rows && present.threads >= kernels.maximumThreads) return present;
    present?.free();
    this.#workspaces.delete(kind);
    const arena = new Arena(kernels, this);
    try {
      const workspace = new Workspace(kernels, arena, this.#parts, store, rows, kind === 'training');
      this.#workspaces.set(kind, workspace);
      return workspace;
    } catch (error) {
      arena.free();
      throw error;
    }
  }
}

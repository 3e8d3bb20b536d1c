import {
  codes,
  type Instruction,
  instructions,
  type Kernels,
  type LossCode,
  type Program,
  ThreadTuner,
} from '@feedforward/core/kernels';
import type { Matrix } from '@feedforward/datasets';
import { drawDropoutMask, type Model } from '@feedforward/layers';
import type { Reduction } from '@feedforward/metrics/losses';
import type { RandomState } from '@feedforward/random';
import type { ClippingConfig } from '../../clipping.ts';
import type { BatchResult, CheckedBatch } from '../engine.ts';
import type { Arena } from './arena.ts';
import { clippedUpdates } from './clipping-code.ts';
import { Network } from './network.ts';
import type { OptimizerCode } from './optimizer-codes.ts';
import type { ParameterStore } from './parameter-store.ts';
import { StepMemory } from './step-memory.ts';

/** What is to be computed, in the kernels' terms. */
export interface CompiledParts {
  readonly model: Model;
  readonly loss: LossCode;
  readonly reduction: Reduction;
  readonly optimizer: OptimizerCode;
  readonly clipping: ClippingConfig | undefined;
  /** The layer whose activation the loss goes back behind, to its logits. Undefined: it is computed of the outputs. */
  readonly logitsOf: number | undefined;
}

/** Buffers, and a program on them, for batches of up to `capacity` rows: for training steps, or for the way forward. */
export class Workspace {
  readonly capacity: number;
  /** How many it can run on. */
  readonly threads: number;
  readonly #kernels: Kernels;
  readonly #arena: Arena;
  readonly #network: Network;
  readonly #memory: StepMemory;
  readonly #tuner = new ThreadTuner();
  readonly #program: Program;
  /** Words of the program that scale bytes, and up to where the outputs are there. */
  readonly #scaling: number;
  readonly #forward: number;

  constructor(
    kernels: Kernels,
    arena: Arena,
    parts: CompiledParts,
    store: ParameterStore,
    capacity: number,
    training: boolean,
  ) {
    const { model, loss, reduction, logitsOf } = parts;
    this.capacity = capacity;
    this.#kernels = kernels;
    this.threads = kernels.maximumThreads;
    this.#arena = arena;
    this.#network = new Network({ model, store, arena, capacity, training, threads: this.threads, logitsOf });
    const { inputs, outputs } = this.#network;
    this.#memory = new StepMemory(kernels, arena, inputs, outputs, capacity, loss, reduction);
    const scaling = [instructions.scaleBytes(this.#memory.bytes, inputs, this.#memory.inputScale)];
    const forward = this.#network.forward();
    const rest = training ? this.#trainingProgram(parts, store) : this.#lossProgram(loss, 0);
    this.#program = arena.write([...scaling, ...forward, ...rest]);
    this.#scaling = scaling.flat().length;
    this.#forward = this.#scaling + forward.flat().length;
  }

  /** One training step, if its loss is finite. */
  train(batch: CheckedBatch, settings: readonly number[], random: RandomState): BatchResult {
    this.#drawMasks(batch.features.length, random);
    this.#memory.set(settings);
    return this.#runWhole(batch);
  }

  /** The loss and outputs of a batch. */
  evaluate(batch: CheckedBatch): BatchResult {
    return this.#runWhole(batch);
  }

  predict(features: Matrix): Matrix<Float32Array> {
    this.#run(features, this.#forward);
    return this.#outputs(features.length);
  }

  /** In bytes. */
  get size(): number {
    return this.#arena.size;
  }

  free(): void {
    this.#arena.free();
  }

  #runWhole({ features, labels, weights }: CheckedBatch): BatchResult {
    this.#memory.feedTargets(labels, weights, features.length);
    this.#run(features, this.#program.length);
    return { loss: this.#memory.readLoss(), outputs: this.#outputs(features.length) };
  }

  #run(features: Matrix, end: number): void {
    const start = this.#memory.feed(features) ? 0 : this.#scaling;
    const program = { address: this.#program.address + 4 * start, length: end - start };
    const rows = features.length;
    const available = Math.min(this.threads, this.#kernels.threads(rows * this.#network.operations));
    const threads = this.#tuner.choose(available);
    const begin = performance.now();
    this.#kernels.run(program, rows, threads);
    if (available > 1) this.#tuner.record(threads, (performance.now() - begin) / rows);
  }

  #outputs(rows: number): Matrix<Float32Array> {
    return this.#memory.copyOf(this.#network.outputs, rows);
  }

  #drawMasks(rows: number, random: RandomState): void {
    for (const { mask, outputs } of this.#network.stages) {
      if (!mask) continue;
      const width = outputs.stride / 4;
      const values = this.#kernels.floats(mask.address, rows * width);
      for (let row = 0; row < rows; row++) drawDropoutMask(values, row * width, mask.columns, mask.rate, random);
    }
  }

  #lossProgram(code: LossCode, gradient: number): readonly Instruction[] {
    const { loss } = this.#memory;
    return [instructions.loss(code, this.#network.lossInputs, loss, gradient), instructions.checkLoss(loss)];
  }

  #trainingProgram({ loss, optimizer, clipping }: CompiledParts, store: ParameterStore): readonly Instruction[] {
    const gradient = this.#network.gradientOf(this.#network.lossInputs);
    const step = { code: optimizer.code, settings: this.#memory.settings };
    const updating = clipping ? { ...step, code: codes.gradientOnly } : step;
    return [
      ...this.#lossProgram(loss, gradient.address),
      ...this.#network.backward(gradient, updating),
      ...(clipping ? clippedUpdates(clipping, store.trainable(), step, this.#arena) : []),
      ...this.#network.stages.flatMap(({ commit = [] }) => commit),
    ];
  }
}

import { codes, type Kernels, type LossAddresses, type LossCode, type Rows } from '@feedforward/core/kernels';
import { Matrix, type Targets } from '@feedforward/datasets';
import type { Reduction } from '@feedforward/metrics/losses';
import type { Arena } from './arena.ts';

/** The floats that an optimizer's rule takes in a step, at the most. */
const settingsCount = 8;

/** What changes from step to step: the inputs, the labels, the loss and the optimizer's settings. */
export class StepMemory {
  readonly inputs: Rows;
  /** Inputs that are bytes come here first. */
  readonly bytes: number;
  /** Of the float64 that they are scaled by. */
  readonly inputScale: number;
  readonly loss: LossAddresses;
  readonly settings: number;
  readonly #kernels: Kernels;
  readonly #reduction: Reduction;
  readonly #weights: number;
  /** Numbers in an example's label. */
  readonly #labelColumns: number;
  readonly #areClasses: boolean;

  constructor(
    kernels: Kernels,
    arena: Arena,
    inputs: Rows,
    outputs: Rows,
    capacity: number,
    loss: LossCode,
    reduction: Reduction,
  ) {
    this.#kernels = kernels;
    this.inputs = inputs;
    this.#reduction = reduction;
    this.#areClasses = loss.kind === codes.sparseSoftmaxCrossEntropy;
    this.#labelColumns = this.#areClasses ? 1 : outputs.columns;
    this.#weights = arena.floats(capacity);
    this.bytes = arena.bytes(capacity * (inputs.stride / 4));
    this.inputScale = arena.bytes(8);
    this.settings = arena.floats(settingsCount);
    this.loss = {
      labels: arena.floats(capacity * this.#labelColumns),
      weights: arena.words([0]),
      scale: arena.floats(1),
      losses: arena.floats(capacity),
      totalScale: arena.bytes(8),
      total: arena.bytes(8),
    };
  }

  /** Puts features where the program reads them. @returns Whether they are bytes, for the kernels to scale. */
  feed(features: Matrix): boolean {
    const { address, stride } = this.inputs;
    const [rows, columns] = features.shape;
    const width = stride / 4;
    this.#kernels.doubles(this.inputScale, 1)[0] = features.scale;
    if (features.readBytes(this.#kernels.bytes(this.bytes, rows * width), width)) return true;
    const floats = this.#kernels.floats(address, rows * width);
    if (width === columns) features.toFloat32(floats);
    else for (let i = 0; i < rows; i++) floats.set(features.row(i), i * width);
    return false;
  }

  /** Puts labels and weights where the loss reads them. */
  feedTargets(labels: Targets, weights: Float32Array | undefined, rows: number): void {
    const { loss } = this;
    const count = rows * this.#labelColumns;
    if (labels instanceof Matrix) labels.toFloat32(this.#kernels.floats(loss.labels, count));
    else if (this.#areClasses) this.#kernels.integers(loss.labels, count).set(labels);
    else this.#kernels.floats(loss.labels, count).set(labels);
    if (weights) this.#kernels.floats(this.#weights, rows).set(weights);
    this.#kernels.integers(loss.weights, 1)[0] = weights ? this.#weights : 0;
    const scale = this.#reduction === 'mean' ? 1 / rows : 1;
    this.#kernels.floats(loss.scale, 1)[0] = scale;
    this.#kernels.doubles(loss.totalScale, 1)[0] = scale;
  }

  set(settings: readonly number[]): void {
    this.#kernels.floats(this.settings, settings.length).set(settings);
  }

  /** The loss of the run before, in float32. */
  readLoss(): number {
    return Math.fround(this.#kernels.doubles(this.loss.total, 1)[0]!);
  }

  /** A copy of rows without what fills them up to whole panels. */
  copyOf({ address, stride, columns }: Rows, rows: number): Matrix<Float32Array> {
    const width = stride / 4;
    const source = this.#kernels.floats(address, rows * width);
    const data = new Float32Array(rows * columns);
    for (let row = 0, to = 0; row < rows; row++) {
      const from = row * width;
      for (let column = 0; column < columns; column++) data[to++] = source[from + column]!;
    }
    return new Matrix(data, [rows, columns]);
  }
}

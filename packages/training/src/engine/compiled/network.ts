import { codes, type Instruction, instructions, type Rows, type Scratch } from '@feedforward/core/kernels';
import type { Model } from '@feedforward/layers';
import { sizeOf } from '../../size-of.ts';
import { type Arena, paddedTo } from './arena.ts';
import { makeStage } from './make-stage.ts';
import type { ParameterStore } from './parameter-store.ts';
import { sparseTable } from './sparse-table.ts';
import type { Stage, Updating } from './stage.ts';

/** What a network is compiled for. */
export interface NetworkParts {
  readonly model: Model;
  readonly store: ParameterStore;
  readonly arena: Arena;
  /** Rows that there is to be room for. */
  readonly capacity: number;
  readonly training: boolean;
  readonly threads: number;
  /** The layer whose activation the loss goes back behind. */
  readonly logitsOf: number | undefined;
}

/** A model's layers as instructions on buffers of their own. */
export class Network {
  readonly inputs: Rows;
  readonly outputs: Rows;
  /** What the loss is computed of: the outputs, or the logits beneath. */
  readonly lossInputs: Rows;
  readonly stages: readonly Stage[];
  /** The first stage that learns; their number, if none does. */
  readonly #firstToLearn: number;
  readonly #sparse: number;
  /** The layer whose activation the loss goes back behind. */
  readonly #logitsOf: number | undefined;
  readonly #training: boolean;
  readonly #arena: Arena;
  readonly #capacity: number;

  constructor({ model, store, arena, capacity, training, threads, logitsOf }: NetworkParts) {
    this.#training = training;
    this.#logitsOf = logitsOf;
    this.#arena = arena;
    this.#capacity = capacity;
    const scratch = scratchFor(model, arena, threads);
    this.inputs = arena.rows(capacity, sizeOf(model.inputShape));
    const learning = new Set(store.trainable().map(({ parameter }) => parameter.name.split('/', 1)[0]));
    const first = model.layers.findIndex(({ name }) => learning.has(name));
    this.#firstToLearn = first < 0 ? model.layers.length : first;
    this.#sparse = sparseTable(arena, model, this.inputs.columns, capacity, training);
    let rows = this.inputs;
    this.stages = model.layers.map((layer, i) => {
      const sparse = rows === this.inputs ? this.#sparse : 0;
      const stage = makeStage({
        ...{ layer, inputs: rows, capacity, arena, scratch, store, sparse },
        keepsLogits: i === logitsOf,
      });
      rows = stage.outputs;
      return stage;
    });
    this.outputs = rows;
    this.lossInputs = (logitsOf === undefined ? undefined : this.stages[logitsOf]?.logits) ?? rows;
  }

  /** Multiply-adds for one row. */
  get operations(): number {
    const passes = (stage: number): number => (this.#training && stage >= this.#firstToLearn ? 3 : 1);
    return this.stages.reduce((sum, { operations }, i) => sum + passes(i) * operations, 0);
  }

  forward(): Instruction[] {
    const scan = this.#sparse ? instructions.scanInputs(this.inputs, this.#sparse) : [];
    return [...scan, ...this.stages.flatMap((stage) => stage.forward(this.#training))];
  }

  /** From the gradient of what the loss is computed of back to the first layer that learns. */
  backward(gradient: Rows, updating: Updating): Instruction[] {
    const program: Instruction[] = [];
    let current = gradient;
    let isPastActivation = this.#logitsOf !== undefined;
    for (let i = this.#logitsOf ?? this.stages.length - 1; i >= this.#firstToLearn; i--) {
      const stage = this.stages[i]!;
      const goesOn = i > this.#firstToLearn;
      const before = stage.fuses && goesOn ? this.stages[i - 1]?.activation : undefined;
      const inputGradient = goesOn && stage.fuses ? this.gradientOf(this.stages[i - 1]!.outputs) : undefined;
      program.push(...stage.backward({ gradient: current, inputGradient, isPastActivation, before, updating }));
      current = inputGradient ?? current;
      isPastActivation = before !== undefined;
    }
    return program;
  }

  /** Room for a gradient with respect to these rows. */
  gradientOf({ columns }: Rows): Rows {
    return this.#arena.rows(this.#capacity, columns);
  }
}

/** For each thread: sums, and as deep as a product is summed at once four panels, and four panels of the widest layer. */
function scratchFor(model: Model, arena: Arena, threads: number): Scratch {
  const widths = model.layers.flatMap(({ inputShape, outputShape }) => [sizeOf(inputShape), sizeOf(outputShape)]);
  const floats =
    4 * codes.panelWidth * (1 + codes.blockDepth + paddedTo(widths.reduce((widest, width) => Math.max(widest, width))));
  return { address: arena.floats(floats * threads), bytes: floats * 4 };
}

import type { ActivationCode, Instruction, Rows, Scratch } from '@feedforward/core/kernels';
import type { ModelLayer } from '@feedforward/layers';
import type { Arena } from './arena.ts';
import type { ParameterStore, StoredParameter } from './parameter-store.ts';

/** A function of single numbers that gave a stage's outputs. */
export interface AppliedActivation extends ActivationCode {
  /** Where its inputs and outputs lie. */
  readonly inputs: number;
  readonly outputs: number;
}

/** What a stage's gradients become: taken by the optimizer at once, or kept to be clipped. */
export interface Updating {
  /** The optimizer's code, or `gradientOnly`. */
  readonly code: number;
  /** Where its settings for the step lie. */
  readonly settings: number;
}

/** Gradients on their way back through a stage. */
export interface BackwardPass {
  /** With respect to the stage's outputs; what may be overwritten. */
  readonly gradient: Rows;
  /** With respect to its inputs; undefined where nothing before it learns. */
  readonly inputGradient: Rows | undefined;
  /** Whether the gradient has already gone back through the stage's {@link Stage.activation}. */
  readonly isPastActivation: boolean;
  /** The activation at the end of the stage before, which the input's gradient may go back through at once. */
  readonly before: AppliedActivation | undefined;
  readonly updating: Updating;
}

/** A layer's part in a program. */
export interface Stage {
  readonly outputs: Rows;
  /** The activation of single numbers that comes last in it, if one does. */
  readonly activation?: AppliedActivation | undefined;
  /** What its last activation is applied to, where it {@link StageParts.keepsLogits}. */
  readonly logits?: Rows | undefined;
  /** Whether the input's gradient is made by a product, which can take it back through the activation before as well. */
  readonly fuses: boolean;
  /** Multiply-adds for one row, forward. */
  readonly operations: number;
  /** A mask to be filled before every training step. */
  readonly mask?: { readonly address: number; readonly rate: number; readonly columns: number } | undefined;
  forward(training: boolean): Instruction[];
  backward(pass: BackwardPass): Instruction[];
  /** What is to be done at a training step's end. */
  readonly commit?: readonly Instruction[] | undefined;
}

/** What a stage is made from. */
export interface StageParts {
  readonly layer: ModelLayer;
  readonly inputs: Rows;
  /** The rows there is room for. */
  readonly capacity: number;
  readonly arena: Arena;
  readonly scratch: Scratch;
  readonly store: ParameterStore;
  /** The table of what the inputs' zeros are, or 0. */
  readonly sparse: number;
  /** Whether what its activation is applied to is to be kept apart from the outputs, for a loss to be computed of. */
  readonly keepsLogits: boolean;
}

/** A parameter of the layer, by its own name. */
export function parameterOf({ layer, store }: StageParts, name: string): StoredParameter | undefined {
  return store.find(`${layer.name}/${name}`);
}

import type { Optimizer, Trainer, TrainState } from '@feedforward/training';
import type { VariableNames } from './variable-names.ts';

/** What states are of. */
export interface Training {
  readonly trainer: Trainer;
  readonly optimizer: Optimizer;
  readonly variableNames: VariableNames;
}

/** What there is in a checkpoint for a trainer. */
export interface Restored {
  readonly state: TrainState;
  /** Why only its parameters are of use: it is another optimizer's. The state's slots are then none. */
  readonly misfit?: RangeError | undefined;
}

/** A state, or of another optimizer's what is of use. */
export function fitting(state: TrainState, { optimizer }: Training): Restored {
  if (state.optimizer === optimizer.name) return { state };
  return parametersOnly(
    state,
    optimizer,
    `Cannot go on from this state: it was trained with ${state.optimizer}, this optimizer is ${optimizer.name}. Use warmStartFrom to take its parameters only.`,
  );
}

/** @param misfit Why training cannot go on from it. */
export const parametersOnly = (state: TrainState, { name }: Optimizer, misfit: string): Restored => ({
  state: { ...state, optimizer: name, slots: new Map() },
  misfit: new RangeError(misfit),
});

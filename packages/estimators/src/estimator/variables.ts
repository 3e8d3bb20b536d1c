import type { TensorData } from '@feedforward/checkpoint';
import type { TrainState } from '@feedforward/training';
import type { VariableNames } from './variable-names.ts';

/** The step's name among the variables. */
export const globalStepName = 'global_step';

/** A state's parameters, slots and step by TensorFlow's names, sorted. */
export function variablesOf(state: TrainState, names: VariableNames): Map<string, TensorData> {
  const step = { dtype: 'int64', shape: [], data: BigInt64Array.of(BigInt(state.globalStep)) } as const;
  const variables: (readonly [string, TensorData])[] = [
    ...Array.from(state.parameters, ([name, value]) => [names.variable(name), value] as const),
    ...Array.from(state.slots, ([name, value]) => [names.slot(name, state.optimizer), value] as const),
    [globalStepName, step],
  ];
  return new Map(variables.sort(([a], [b]) => (a < b ? -1 : 1)));
}

import type { TensorData } from '@feedforward/checkpoint';
import type { Optimizer, TrainState } from '@feedforward/training';
import type { VariableNames } from './variable-names.ts';

/** The step's name among the variables. */
export const globalStepName = 'global_step';

/** All that TensorFlow's estimator would have variables for: parameters, slots, the step. By its names, sorted. */
export function variablesOf(state: TrainState, names: VariableNames, optimizer: Optimizer): Map<string, TensorData> {
  const step = { dtype: 'int64', shape: [], data: BigInt64Array.of(BigInt(state.globalStep)) } as const;
  const variables: (readonly [string, TensorData])[] = [
    ...Array.from(state.parameters, ([name, value]) => [names.variable(name), value] as const),
    ...Array.from(state.slots, ([name, value]) => [names.slot(name, state.optimizer), value] as const),
    ...(optimizer.config?.type === 'rmsprop' ? momentsOf(state, names) : []),
    ...powersOf(optimizer, state.globalStep).map(([name, value]) => [names.once(name), value] as const),
    [globalStepName, step],
  ];
  return new Map(variables.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** TensorFlow's RMSProp always has a momentum, if only to multiply it by 0. */
function momentsOf(state: TrainState, names: VariableNames): (readonly [string, TensorData])[] {
  return Array.from(state.slots, ([name, { shape, data }]) => {
    const moment = { dtype: 'float32', shape, data: new Float32Array(data.length) } as const;
    return [`${names.slot(name, state.optimizer)}_1`, moment] as const;
  });
}

/** The powers of Adam's betas, which TensorFlow keeps for the step to come. */
function powersOf({ config }: Optimizer, globalStep: number): (readonly [string, TensorData])[] {
  return ['beta1', 'beta2'].flatMap((name) => {
    const beta = config?.[name];
    if (typeof beta !== 'number') return [];
    return [
      [`${name}_power`, { dtype: 'float32', shape: [], data: Float32Array.of(beta ** (globalStep + 1)) }] as const,
    ];
  });
}

/** A variable as float32. @throws RangeError if it is not of floats. */
export function floats({ dtype, shape, data }: TensorData, name: string, checkpoint: string): TensorData<'float32'> {
  if (data instanceof Float32Array) return { dtype: 'float32', shape, data };
  if (data instanceof Float64Array) return { dtype: 'float32', shape, data: Float32Array.from(data) };
  throw new RangeError(`Cannot go on from "${checkpoint}": "${name}" must be of floats, it is of ${dtype}.`);
}

import type { TensorData } from '@feedforward/checkpoint';
import type { Model } from '@feedforward/layers';
import { RandomState } from '@feedforward/random';
import { copyOfStates } from '../callbacks/stateful-callback.ts';
import { checkRate } from '../schedules/schedule.ts';
import { sizeOf } from '../size-of.ts';
import { parametersFor } from './parameters-for.ts';
import type { NamedTensors, TrainState } from './train-state.ts';

/**
 * A copy of the state, if this network and this optimizer can go on from it.
 * @throws RangeError that names what does not fit.
 */
export function stateFor(model: Model, optimizer: string, state: TrainState): TrainState {
  const { cursor, globalStep, learningRate, callbacks } = state;
  if (state.optimizer !== optimizer) {
    throw new RangeError(
      `Cannot go on from this state: it was trained with ${state.optimizer}, this trainer's optimizer is ${optimizer}. Use setParameters to take its parameters only.`,
    );
  }
  for (const [counter, value] of Object.entries({ globalStep, epoch: cursor.epoch, position: cursor.position })) {
    if (!(Number.isSafeInteger(value) && value >= 0)) {
      throw new RangeError(`Cannot go on from this state: ${counter} must be a whole number, it is ${value}.`);
    }
  }
  if (learningRate !== undefined) checkRate('go on from this state', learningRate);
  return {
    parameters: parametersFor(model, state.parameters),
    slots: slotsFor(model, state.slots),
    optimizer,
    globalStep,
    learningRate,
    cursor: { ...cursor, shuffle: RandomState.from(cursor.shuffle).getState() },
    random: RandomState.from(state.random).getState(),
    callbacks: callbacks && copyOfStates(callbacks),
  };
}

function slotsFor(model: Model, slots: NamedTensors): NamedTensors {
  const parameters = new Map(model.parameters.map((parameter) => [parameter.name, parameter]));
  return new Map(
    Array.from(slots).flatMap(([name, { shape, data }]): [string, TensorData<'float32'>][] => {
      const parameter = parameters.get(name.slice(0, name.lastIndexOf('/')));
      if (parameter?.shape.join() !== shape.join() || data.length !== sizeOf(shape)) {
        throw new RangeError(
          `Cannot go on from this state: its optimizer slot "${name}" has ${data.length} numbers in shape [${shape.join(', ')}], which is not that of a parameter here.`,
        );
      }
      // For what was frozen since, nothing is kept.
      return parameter.trainable ? [[name, { dtype: 'float32', shape, data: data.slice() }]] : [];
    }),
  );
}

import type { TensorData } from '@feedforward/checkpoint';
import type { Model } from '@feedforward/layers';
import type { RandomStateValue } from '@feedforward/random';

/** Tensors by name, in order. */
export type NamedTensors = ReadonlyMap<string, TensorData<'float32'>>;

/** What training learns: the network's parameters, and what the optimizer keeps for them. */
export interface LearnedValues {
  /** By name, such as `hidden1/kernel`. */
  readonly parameters: NamedTensors;
  /** By the parameter's name and the slot's: `hidden1/kernel/velocity`. Empty before the first step. */
  readonly slots: NamedTensors;
}

/** How far `fit` has come in its data. */
export interface Cursor {
  /** Epochs finished. */
  readonly epoch: number;
  /** Examples of the present epoch that are done. */
  readonly position: number;
  /** The shuffling stream as it stood when the present epoch began. */
  readonly shuffle: RandomStateValue;
}

/**
 * All that training changes, as one value. Training from it gives, bit for bit, what it gave the first time.
 */
export interface TrainState extends LearnedValues {
  /** The optimizer whose slots these are. */
  readonly optimizer: string;
  /** Training steps taken: TensorFlow's `global_step`. */
  readonly globalStep: number;
  readonly cursor: Cursor;
  /** The stream that layers such as dropout draw from. */
  readonly random: RandomStateValue;
}

/**
 * Refuses a state whose optimizer slots are another network's or another optimizer's.
 * @throws RangeError that names what does not fit.
 */
export function checkSlots(state: TrainState, model: Model, optimizer: string): void {
  if (state.slots.size > 0 && state.optimizer !== optimizer) {
    throw new RangeError(
      `Cannot go on from this state: it was trained with ${state.optimizer}, this trainer's optimizer is ${optimizer}. Use setParameters to take its parameters only.`,
    );
  }
  const shapes = new Map(model.parameters.map(({ name, shape }) => [name, shape.join()]));
  for (const [name, { shape }] of state.slots) {
    const parameter = name.slice(0, name.lastIndexOf('/'));
    if (shapes.get(parameter) !== shape.join()) {
      throw new RangeError(
        `Cannot go on from this state: its optimizer slot "${name}" has shape [${shape.join(', ')}], which is not that of a parameter here.`,
      );
    }
  }
}

import type { TensorData } from '@feedforward/checkpoint';
import type { RandomStateValue } from '@feedforward/random';
import type { CallbackStates } from '../callbacks/stateful-callback.ts';

/** Tensors by name, in order. */
export type NamedTensors = ReadonlyMap<string, TensorData<'float32'>>;

/** What training learns: the network's parameters, and what the optimizer keeps for them. */
export interface LearnedValues {
  /** By name, such as `hidden1/kernel`. */
  readonly parameters: NamedTensors;
  /** By the parameter's name and the slot's: `hidden1/kernel/velocity`. Empty before the first step. */
  readonly slots: NamedTensors;
}

/** The values once more, in arrays of their own. */
export function copyOf({ parameters, slots }: LearnedValues): LearnedValues {
  return { parameters: copyOfTensors(parameters), slots: copyOfTensors(slots) };
}

/** The tensors once more, in arrays of their own. */
export function copyOfTensors(tensors: NamedTensors): NamedTensors {
  return new Map(Array.from(tensors, ([name, tensor]) => [name, { ...tensor, data: tensor.data.slice() }]));
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
  /** The learning rate that was set in place of the optimizer's own; undefined where none was. */
  readonly learningRate?: number | undefined;
  readonly cursor: Cursor;
  /** The stream that layers such as dropout draw from. */
  readonly random: RandomStateValue;
  /** What the callbacks of a run that is to go on remember. */
  readonly callbacks?: CallbackStates | undefined;
}

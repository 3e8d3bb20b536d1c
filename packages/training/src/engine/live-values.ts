import type { TensorData } from '@feedforward/checkpoint';
import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer, Slots } from '../optimizers/optimizer.ts';
import type { LearnedValues } from '../state/train-state.ts';
import { tidied } from './tidied.ts';

/** The learned values as tensors on tfjs's backend. */
export interface LiveValues {
  readonly parameters: ReadonlyMap<string, tf.Tensor>;
  /** By parameter: what the optimizer keeps for it. */
  readonly slots: ReadonlyMap<string, Slots>;
}

/** Puts values on the backend; slots that are missing begin as the optimizer begins them. */
export function upload(values: LearnedValues, trainable: readonly string[], optimizer: Optimizer): LiveValues {
  return tidied(() => {
    const parameters = mapValues(values.parameters, toTensor);
    const slots = new Map(
      trainable.map((name): [string, Slots] => {
        const begun = Object.entries(optimizer.init(parameters.get(name)!)).map(([slot, initial]) => {
          const saved = values.slots.get(`${name}/${slot}`);
          return [slot, saved ? toTensor(saved) : tf.keep(initial)];
        });
        return [name, Object.fromEntries(begun)];
      }),
    );
    return { parameters, slots };
  });
}

/** A copy of the values in JavaScript's memory. */
export function download({ parameters, slots }: LiveValues): LearnedValues {
  const flat = new Map<string, tf.Tensor>();
  for (const [name, ofParameter] of slots) {
    for (const [slot, tensor] of Object.entries(ofParameter)) flat.set(`${name}/${slot}`, tensor);
  }
  return { parameters: mapValues(parameters, toData), slots: mapValues(flat, toData) };
}

/** Frees what `before` holds and `after` does not. */
export function disposeReplaced(before: LiveValues, after?: LiveValues): void {
  const held = new Set(after && tensorsOf(after));
  for (const tensor of tensorsOf(before)) if (!held.has(tensor)) tensor.dispose();
}

/** All that it holds. */
export function tensorsOf({ parameters, slots }: LiveValues): tf.Tensor[] {
  return [...parameters.values(), ...[...slots.values()].flatMap((ofParameter) => Object.values(ofParameter))];
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): Map<string, B> {
  return new Map(Array.from(map, ([name, value]) => [name, change(value)]));
}

function toTensor({ data, shape }: TensorData<'float32'>): tf.Tensor {
  return tf.keep(tf.tensor(data, [...shape], 'float32'));
}

function toData(tensor: tf.Tensor): TensorData<'float32'> {
  return { dtype: 'float32', shape: tensor.shape, data: tensor.dataSync<'float32'>() };
}

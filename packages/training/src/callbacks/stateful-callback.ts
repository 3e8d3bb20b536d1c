import { copyOfTensors, type NamedTensors } from '../state/train-state.ts';
import type { Trainer } from '../trainer.ts';
import type { Callback } from './callback.ts';

/** What a callback remembers, as a checkpoint writes it down. */
export interface CallbackState {
  /** Finite, where it is a number: it goes through JSON. */
  readonly values: Readonly<Record<string, number | string | boolean | null>>;
  readonly tensors?: NamedTensors | undefined;
}

/** By the callbacks' names. */
export type CallbackStates = ReadonlyMap<string, CallbackState>;

/**
 * A callback that remembers something from epoch to epoch. The trainer's state carries it, so that a run that was
 * interrupted, or killed and restored from a checkpoint, goes on with it. A new run begins it anew: `onTrainBegin`
 * forgets, and `setState` follows only where a run goes on.
 */
export interface StatefulCallback extends Callback {
  /** What its state is kept under. The second callback of a name is kept as `name#2`, and so on. */
  readonly name: string;
  state(): CallbackState;
  /** @throws RangeError for a state that is not one of its own. */
  setState(state: CallbackState, trainer: Trainer): void;
}

export function isStateful(callback: Callback): callback is StatefulCallback {
  return 'state' in callback && 'setState' in callback;
}

/** What these callbacks remember now. */
export function statesOf(callbacks: readonly Callback[]): CallbackStates {
  return copyOfStates(new Map(named(callbacks).map(([name, callback]) => [name, callback.state()])));
}

/** Gives each of these callbacks what it remembered; what is not of one of them is passed over. */
export function setStates(callbacks: readonly Callback[], states: CallbackStates, trainer: Trainer): void {
  for (const [name, callback] of named(callbacks)) {
    const state = states.get(name);
    if (state) callback.setState(state, trainer);
  }
}

export function copyOfStates(states: CallbackStates): CallbackStates {
  return new Map(
    Array.from(states, ([name, { values, tensors }]) => [
      name,
      { values: { ...values }, ...(tensors && { tensors: copyOfTensors(tensors) }) },
    ]),
  );
}

function named(callbacks: readonly Callback[]): [name: string, StatefulCallback][] {
  const seen = new Map<string, number>();
  return callbacks.filter(isStateful).map((callback) => {
    const { name } = callback;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [count === 1 ? name : `${name}#${count}`, callback];
  });
}

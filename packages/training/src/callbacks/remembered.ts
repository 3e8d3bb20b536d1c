import type { CallbackState } from './stateful-callback.ts';

/** A number that a callback remembered. @throws RangeError for anything else. */
export function rememberedNumber(callback: string, { values }: CallbackState, name: string): number {
  const value = values[name];
  if (typeof value === 'number') return value;
  throw new RangeError(`${callback} cannot go on: its "${name}" must be a number, it is ${JSON.stringify(value)}.`);
}

/** A number that a callback remembered, or undefined where it was null. @throws RangeError for anything else. */
export function rememberedNumberOrNone(callback: string, state: CallbackState, name: string): number | undefined {
  return state.values[name] === null ? undefined : rememberedNumber(callback, state, name);
}

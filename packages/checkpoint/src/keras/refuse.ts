import { printable } from '../printable.ts';
import type { Refuse } from '../refuse.ts';

/** Makes the error for one file: its name is put before what was found. */
export function refuseFor(name: string | undefined): Refuse {
  const file = name === undefined ? 'the Keras file' : `Keras file "${printable(name)}"`;
  return (found) => new Error(`Cannot read ${file}: ${found}.`);
}

export const refuseToWrite: Refuse = (found) => new RangeError(`Cannot write the Keras file: ${found}.`);

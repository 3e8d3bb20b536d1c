import { printable } from '../printable.ts';
import type { Refuse } from '../refuse.ts';

/** What cannot be read of this checkpoint. */
export function refuseFor(name: string | undefined): Refuse {
  const checkpoint = name === undefined ? 'the TensorFlow checkpoint' : `TensorFlow checkpoint "${printable(name)}"`;
  return (found) => new Error(`Cannot read ${checkpoint}: ${found}.`);
}

import { sizeOf } from '../shapes.ts';
import type { Initializer } from './initializer.ts';
import { checkFinite, makeInitializer } from './make-initializer.ts';

/** All zeros. Draws nothing. */
export function zeros(): Initializer {
  return makeInitializer({ type: 'zeros' }, (shape) => new Float32Array(sizeOf(shape)));
}

/** All ones. Draws nothing. */
export function ones(): Initializer {
  return makeInitializer({ type: 'ones' }, (shape) => new Float32Array(sizeOf(shape)).fill(1));
}

/** All the same value. Draws nothing. @throws RangeError if it is not finite. */
export function constant(value: number): Initializer {
  checkFinite('constant', { value });
  return makeInitializer({ type: 'constant', value }, (shape) => new Float32Array(sizeOf(shape)).fill(value));
}

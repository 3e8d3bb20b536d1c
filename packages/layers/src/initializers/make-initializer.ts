import type { RandomState } from '@feedforward/random';
import { shapeText } from '../shapes.ts';
import type { Initializer, InitializerConfig } from './initializer.ts';

/** An initializer from its rule, carrying what it was made of. */
export function makeInitializer(
  config: InitializerConfig,
  fill: (shape: readonly number[], random: RandomState) => ArrayLike<number>,
): Initializer {
  const initializer = (shape: readonly number[], random: RandomState): Float32Array =>
    new Float32Array(fill(shape, random));
  return Object.assign(initializer, { config });
}

/** How many inputs and outputs a kernel connects. @throws RangeError if the shape is not `[inputs, outputs]`. */
export function fansOf(type: string, shape: readonly number[]): { readonly fanIn: number; readonly fanOut: number } {
  const [fanIn, fanOut] = shape;
  if (shape.length !== 2 || fanIn === undefined || fanOut === undefined) {
    throw new RangeError(
      `Cannot initialize with ${type}: it takes a kernel [inputs, outputs], found ${shapeText(shape)}.`,
    );
  }
  return { fanIn, fanOut };
}

/** @throws RangeError if one of the options is not a finite number. */
export function checkFinite(type: string, options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Number.isFinite(value)) {
      throw new RangeError(`Cannot make initializer ${type}: ${name} must be a finite number, it is ${value}.`);
    }
  }
}

import type { Shape } from './layer.ts';

/** How many numbers a shape holds; one for `[]`. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** `[50, 28, 28]` */
export function shapeText(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** `[batch, 28, 28]` */
export function batchText(shape: Shape): string {
  return `[${['batch', ...shape].join(', ')}]`;
}

/** Whether this is a list of whole numbers above 0. */
export function isShape(value: unknown): value is Shape {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size > 0);
}

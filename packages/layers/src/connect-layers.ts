import { printable } from '@feedforward/checkpoint';
import { found } from './config-options.ts';
import type { Layer, Shape } from './layer.ts';
import { layerNames } from './layer-names.ts';
import type { ModelLayer } from './model.ts';
import { batchText, isShape } from './shapes.ts';

/**
 * The layers in a row, each with its name and the shapes that it takes and gives.
 * @throws RangeError that names the layer that does not take what the one before it gives.
 */
export function connectLayers(layers: readonly Layer[], inputShape: Shape): ModelLayer[] {
  layers.forEach(checkLayer);
  const names = layerNames(layers);
  let shape = inputShape;
  return layers.map((layer, i) => {
    const connected = { name: names[i]!, layer, inputShape: shape, outputShape: outputShape(names[i]!, layer, shape) };
    shape = connected.outputShape;
    return connected;
  });
}

function outputShape(name: string, layer: Layer, inputShape: Shape): Shape {
  let shape: Shape;
  try {
    shape = layer.outputShape(inputShape);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new RangeError(`Cannot connect layer "${printable(name)}". ${message}`, { cause: error });
  }
  if (isShape(shape)) return [...shape];
  throw new RangeError(
    `Cannot connect layer "${printable(name)}": its output's shape must list whole numbers above 0, for ${batchText(inputShape)} it is ${Array.isArray(shape) ? batchText(shape) : found(shape)}.`,
  );
}

function checkLayer(layer: unknown, i: number): void {
  const has = (member: string): boolean =>
    typeof layer === 'object' && layer !== null && typeof Reflect.get(layer, member) === 'function';
  if (has('outputShape') && has('call')) return;
  throw new TypeError(`Cannot use layer ${i}: it must have outputShape and call, found ${found(layer)}.`);
}

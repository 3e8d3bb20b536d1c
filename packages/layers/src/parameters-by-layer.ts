import type { ModelParameter } from './model.ts';

/** A model's parameters by the names of their layers, all found in one pass. */
export function byLayer(parameters: readonly ModelParameter[]): Map<string, ModelParameter[]> {
  const layers = new Map<string, ModelParameter[]>();
  for (const parameter of parameters) {
    const layer = parameter.name.slice(0, parameter.name.lastIndexOf('/'));
    const own = layers.get(layer);
    if (own) own.push(parameter);
    else layers.set(layer, [parameter]);
  }
  return layers;
}

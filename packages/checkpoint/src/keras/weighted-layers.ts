import type { NetworkConfig } from '../network/network-source.ts';
import { type NamedParameter, placeLayer } from '../topology/layer-parameters.ts';

/** A layer that has weights. */
export interface WeightedLayer {
  /** In the network. */
  readonly name: string;
  /** Where Keras 3 keeps its weights: by its class, counted, such as `dense_1`, whatever it is called. */
  readonly group: string;
  /** In Keras's order. */
  readonly parameters: readonly NamedParameter[];
}

const groups: ReadonlyMap<string, string> = new Map([
  ['dense', 'dense'],
  ['batchNormalization', 'batch_normalization'],
]);

/** The layers of a network that have weights, in order; its options were checked. */
export function weightedLayers({ inputShape, layers }: NetworkConfig): WeightedLayer[] {
  const counts = new Map<string, number>();
  const weighted: WeightedLayer[] = [];
  let shape = inputShape;
  for (const layer of layers) {
    const { parameters, outputShape } = placeLayer(layer, shape);
    shape = outputShape;
    const group = groups.get(layer.type);
    if (group === undefined || parameters.length === 0) continue;
    const count = counts.get(group) ?? 0;
    counts.set(group, count + 1);
    weighted.push({ name: layer.name, group: count === 0 ? group : `${group}_${count}`, parameters });
  }
  return weighted;
}

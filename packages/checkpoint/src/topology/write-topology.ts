import { JsonValue } from '../json-value.ts';
import type { NetworkConfig } from '../network/network-source.ts';
import type { Refuse } from '../refuse.ts';
import { type NamedParameter, placeLayer } from './layer-parameters.ts';
import { type KerasLayer, writeLayer } from './write-layer.ts';

/** A network as layers of Keras and TF.js, and the parameters that they take. */
export interface WrittenTopology {
  readonly inputShape: readonly number[];
  readonly layers: readonly KerasLayer[];
  readonly parameters: readonly NamedParameter[];
  /** A name like this one that no layer has. */
  readonly freeName: (wanted: string) => string;
}

/** What a network becomes, every option of it checked. */
export function writeTopology(network: NetworkConfig, refuse: Refuse): WrittenTopology {
  const config = new JsonValue(network, 'config', refuse);
  if (config.get('type').string() !== 'sequential') throw config.get('type').unexpected('"sequential"');
  const inputShape = config.get('inputShape').naturals();
  const items = config.get('layers').array();
  const names = new Set(items.map((layer) => layer.get('name').string()));
  if (names.size < items.length) throw refuse('two of its layers have one name');
  if (items.length === 0) throw refuse('it must have a layer, it has none');
  const freeName = (wanted: string): string => {
    let name = wanted;
    while (names.has(name)) name += '_';
    names.add(name);
    return name;
  };
  let shape: readonly number[] = inputShape;
  const layers: KerasLayer[] = [];
  const parameters: NamedParameter[] = [];
  for (const [i, layer] of network.layers.entries()) {
    layers.push(...writeLayer(items[i]!, shape, freeName));
    const placed = placeLayer(layer, shape);
    parameters.push(...placed.parameters);
    shape = placed.outputShape;
  }
  return { inputShape, layers, parameters, freeName };
}

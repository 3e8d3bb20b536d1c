import type { Network, NetworkLayer } from './network.ts';
import type { NetworkSource } from './network-source.ts';
import { found, Options } from './options.ts';
import { ParameterTable } from './parameter-table.ts';
import { readLayer } from './read-layer.ts';

/**
 * A network, every option, shape and parameter of it checked.
 * @throws TypeError or RangeError that names the layer or the parameter, what was required and what was found.
 */
export function readNetwork({ config, tensors }: NetworkSource): Network {
  const type = new Options('the network', config, undefined).string('type');
  if (type !== 'sequential') {
    throw new RangeError(`Cannot export the network: its type must be "sequential", found ${found(type)}.`);
  }
  const options = new Options('the network', config, ['inputShape', 'layers']);
  const inputShape = options.shape('inputShape');
  const given = options.value('layers');
  if (!Array.isArray(given) || given.length === 0) {
    const what = Array.isArray(given) ? 'none' : found(given);
    throw new TypeError(`Cannot export the network: "layers" must be an array of layers, found ${what}.`);
  }
  const parameters = new ParameterTable(tensors);
  const names = new Set<string>();
  const layers: NetworkLayer[] = [];
  let outputShape = inputShape;
  for (const [i, layerConfig] of given.entries()) {
    const name = nameOf(i, layerConfig, names);
    const what = `layer ${found(name)}`;
    const layer = readLayer({ name, what, config: layerConfig, inputShape: outputShape, parameters });
    layers.push(layer);
    outputShape = layer.outputShape;
  }
  return { inputShape, outputShape, layers };
}

function nameOf(i: number, config: unknown, taken: Set<string>): string {
  const name = new Options(`layer ${i}`, config, undefined).string('name');
  if (name === '' || name.includes('/')) {
    throw new RangeError(`Cannot export layer ${i}: its name must have a letter and no "/", found ${found(name)}.`);
  }
  if (taken.has(name)) throw new RangeError(`Cannot export two layers named ${found(name)}.`);
  taken.add(name);
  return name;
}

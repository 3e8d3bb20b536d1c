import type { NetworkConfig } from '../network/network-source.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { TensorData } from '../tensor-data.ts';
import type { NamedParameter } from '../topology/layer-parameters.ts';
import type { Hdf5Tree } from './hdf5/hdf5-tree.ts';
import { readTexts } from './texts.ts';
import { type WeightedLayer, weightedLayers } from './weighted-layers.ts';

/**
 * A network's parameters out of a file's tree, in the layout of Keras 3 or that of its `save_weights` before.
 *
 * @param namesCount Whether the file's names of layers are those of this network, where it has any.
 */
export function readWeights(
  config: NetworkConfig,
  tree: Hdf5Tree,
  refuse: Refuse,
  namesCount: boolean,
): Map<string, TensorData<'float32'>> {
  const layers = weightedLayers(config);
  const legacy = ['model_weights', ''].find((path) => readTexts(tree, path, 'layer_names') !== undefined);
  const paths =
    legacy === undefined ? pathsByClass(layers, tree, refuse) : pathsByLayer(layers, tree, legacy, refuse, namesCount);
  const tensors = new Map<string, TensorData<'float32'>>();
  for (const [i, { parameters }] of layers.entries()) {
    for (const [j, parameter] of parameters.entries()) {
      tensors.set(parameter.name, readParameter(parameter, paths[i]?.[j] ?? '', tree, refuse));
    }
  }
  return tensors;
}

/** Keras 3 counts the layers of each class; Keras 2.12 and 2.13 had another name for their group. */
function pathsByClass(layers: readonly WeightedLayer[], tree: Hdf5Tree, refuse: Refuse): string[][] {
  const real = new Map(Array.from(tree.datasets.keys(), (path) => [path.replaceAll('\\', '/'), path])); // of Windows
  const root = ['layers', '_layer_checkpoint_dependencies'].find((name) =>
    [...real.keys()].some((path) => path.startsWith(`${name}/`)),
  );
  if (root === undefined)
    throw refuse('it must have "layers" or "layer_names", as Keras writes weights, it has neither');
  const left = new Set([...real.keys()].filter((path) => isWeight(path, root)));
  const found = layers.map(({ group, parameters }) =>
    parameters.map((_, i) => {
      const path = `${root}/${group}/vars/${i}`;
      left.delete(path);
      return real.get(path) ?? path;
    }),
  );
  const [other] = left;
  if (other !== undefined) throw refuse(`its weight ${quote(other)} is of no layer`);
  return found;
}

/** Whether it is a layer's; dropout keeps the state of its random numbers beside them. */
function isWeight(path: string, root: string): boolean {
  return path.startsWith(`${root}/`) && !path.includes('/seed_generator/');
}

/** Before Keras 3, layers that have weights go by their names or their order, and the weights of each by their order. */
function pathsByLayer(
  layers: readonly WeightedLayer[],
  tree: Hdf5Tree,
  root: string,
  refuse: Refuse,
  namesCount: boolean,
): string[][] {
  const at = (name: string): string => (root === '' ? name : `${root}/${name}`);
  const names = readTexts(tree, root, 'layer_names') ?? [];
  const stored = names.flatMap((name) => {
    const weights = readTexts(tree, at(name), 'weight_names') ?? [];
    return weights.length === 0 ? [] : [[name, weights.map((weight) => `${at(name)}/${weight}`)] as const];
  });
  if (stored.length !== layers.length) {
    throw refuse(`it must have weights of ${layers.length} layers, it has those of ${stored.length}`);
  }
  const byName = new Map(stored);
  return layers.map(({ name, parameters }, i) => {
    const paths = namesCount ? byName.get(name) : stored[i]?.[1];
    if (!paths) throw refuse(`the weights of layer ${quote(name)} are missing`);
    if (paths.length === parameters.length) return paths;
    throw refuse(`layer ${quote(name)} must have ${parameters.length} weights, it has ${paths.length}`);
  });
}

function readParameter(
  { name, shape }: NamedParameter,
  path: string,
  { datasets, skipped }: Hdf5Tree,
  refuse: Refuse,
): TensorData<'float32'> {
  const tensor = datasets.get(path);
  const what = `weight ${quote(path)}, ${quote(name)} here,`;
  if (!tensor) {
    const other = skipped.get(path);
    throw refuse(other === undefined ? `${what} is missing` : `${what} must be float32, it is ${quote(other)}`);
  }
  const { dtype, data } = tensor;
  if (dtype !== 'float32' || !(data instanceof Float32Array)) throw refuse(`${what} must be float32, it is ${dtype}`);
  if (tensor.shape.length !== shape.length || shape.some((size, i) => size !== tensor.shape[i])) {
    throw refuse(`${what} must have shape [${shape.join(', ')}], it has [${tensor.shape.join(', ')}]`);
  }
  if (data.length !== shape.reduce((a, b) => a * b, 1)) throw refuse(`${what} has ${data.length} numbers`);
  return { dtype, shape, data };
}

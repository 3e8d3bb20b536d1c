import { pathOf, readLocation } from '../files/read-location.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import type { NetworkConfig, NetworkSource } from '../network/network-source.ts';
import type { TensorData } from '../tensor-data.ts';
import { decodeKerasModel, decodeKerasWeights } from './decode.ts';
import { encodeKerasModel, encodeKerasWeights, type KerasModelOptions, type KerasWriteOptions } from './encode.ts';
import { decodeHdf5 } from './hdf5/decode-hdf5.ts';
import type { Hdf5Limits, Hdf5Tree } from './hdf5/hdf5-tree.ts';
import type { KerasModel } from './keras-model.ts';
import { refuseFor } from './refuse.ts';

/**
 * Reads a whole Keras model, a `.keras` or an `.h5` file: which, its bytes tell. See {@link decodeKerasModel}.
 *
 * @param location A URL is fetched, unless it is a file's; in a browser, so is a string, relative to the page.
 * @throws Error if the file cannot be read or is not what it should be; it names it.
 * @example
 * ```ts no-run
 * import { readKerasModel } from '@feedforward/checkpoint/keras';
 * import { modelFromConfig } from '@feedforward/layers';
 *
 * const { config, tensors } = await readKerasModel('./mnist.keras');
 * console.log(modelFromConfig(config).parameters.length, tensors.size);
 * ```
 */
export async function readKerasModel(location: string | URL, limits: Hdf5Limits = {}): Promise<KerasModel> {
  return decodeKerasModel(await readLocation(location, limits), { ...limits, name: String(location) });
}

/**
 * Writes a whole Keras model, in Node, Deno and Bun, whole or not at all: `.keras`, or, if the name ends in `.h5`, the
 * format before. See {@link encodeKerasModel}.
 * @throws What that throws, before anything is written; Error if the file cannot be written.
 */
export async function writeKerasModel(
  location: string | URL,
  network: NetworkSource,
  options: KerasModelOptions = {},
): Promise<void> {
  const path = pathOf(location);
  await writeFileAtomically(path, await encodeKerasModel(network, { legacy: path.endsWith('.h5'), ...options }));
}

/** Reads a network's parameters from a Keras file; see {@link decodeKerasWeights}, and {@link readKerasModel}. */
export async function readKerasWeights(
  location: string | URL,
  config: NetworkConfig,
  limits: Hdf5Limits = {},
): Promise<Map<string, TensorData<'float32'>>> {
  return decodeKerasWeights(await readLocation(location, limits), config, { ...limits, name: String(location) });
}

/**
 * Writes a network's parameters as a Keras file of weights, in Node, Deno and Bun, whole or not at all; see
 * {@link encodeKerasWeights}. Keras 3 wants its name to end in `.weights.h5`.
 */
export async function writeKerasWeights(
  location: string | URL,
  network: NetworkSource,
  options: KerasWriteOptions = {},
): Promise<void> {
  await writeFileAtomically(pathOf(location), await encodeKerasWeights(network, options));
}

/**
 * Reads all tensors of an HDF5 file by their paths, such as `layers/dense/vars/0`, and the texts of its groups, as they
 * are: to look at a file of weights without its network. See {@link decodeKerasModel} for what it takes.
 */
export async function readHdf5(location: string | URL, limits: Hdf5Limits = {}): Promise<Hdf5Tree> {
  return decodeHdf5(await readLocation(location, limits), limits, refuseFor(String(location)));
}

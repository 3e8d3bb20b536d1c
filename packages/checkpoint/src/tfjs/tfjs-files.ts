import { fileSystem, reasonOf } from '../files/file-system.ts';
import { pathOf, readLocation } from '../files/read-location.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import type { NetworkSource } from '../network/network-source.ts';
import type { Refuse } from '../refuse.ts';
import { joined, type TfjsReadArtifacts, weightBytes } from './artifacts.ts';
import { readArtifacts, refuseFor, type TfjsReadOptions } from './decode.ts';
import { encodeTfjsModel, type TfjsWriteOptions } from './encode.ts';
import { formatModelJson, parseModelJson } from './model-json.ts';
import type { TfjsModel } from './tfjs-model.ts';

/**
 * Reads a TF.js LayersModel, of any number of weight files; see `decodeTfjsModel` for what is known and checked.
 *
 * @param location Of its `model.json`. A URL is fetched, unless it is a file's; in a browser, so is a string, relative
 *   to the page.
 * @throws Error if a file cannot be read or is not what it should be; it names it.
 * @example
 * ```ts no-run
 * import { readTfjsModel } from '@feedforward/checkpoint/tfjs';
 * import { modelFromConfig } from '@feedforward/layers';
 *
 * const { config, tensors } = await readTfjsModel('./abalone/model.json');
 * console.log(modelFromConfig(config).parameters.length, tensors.size);
 * ```
 */
export async function readTfjsModel(location: string | URL, options: TfjsReadOptions = {}): Promise<TfjsModel> {
  const refuse = refuseFor(String(location));
  return readArtifacts(await loadArtifacts(location, refuse, options), refuse, options);
}

/**
 * Writes a TF.js LayersModel, in Node, Deno and Bun, into a folder that is made if it is not there, or takes the place of
 * the model there: weights, under a name of their own, then `model.json`, each whole or not at all. Whenever the process
 * dies, the folder has the model that it had, or the new one. One process may write at a time. `tf.loadLayersModel` reads it.
 *
 * @throws What `encodeTfjsModel` throws, before anything is written; Error if a file cannot be written.
 */
export async function writeTfjsModel(
  folder: string | URL,
  model: NetworkSource,
  options: TfjsWriteOptions = {},
): Promise<void> {
  await saveArtifacts(folder, encodeTfjsModel(model, options));
}

/** A model in memory from its files. */
export async function loadArtifacts(
  location: string | URL,
  refuse: Refuse,
  options: TfjsReadOptions = {},
): Promise<TfjsReadArtifacts & { readonly weightData: ArrayBuffer }> {
  const { artifacts, paths } = parseModelJson(await readLocation(location, options), refuse);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const path of paths) parts.push(await readLocation(besides(location, path), options));
  const [only] = parts;
  const isOne = parts.length === 1 && only?.length === only?.buffer.byteLength;
  return { ...artifacts, weightData: (only && isOne ? only : joined(parts)).buffer };
}

/** Writes a model in memory to its files. */
export async function saveArtifacts(folder: string | URL, artifacts: TfjsReadArtifacts): Promise<void> {
  const path = pathOf(folder);
  const system = fileSystem(`write folder "${path}"`, 'Take the artifacts from encodeTfjsModel, and store those.');
  try {
    await system.fs.mkdir(path, { recursive: true });
  } catch (error) {
    throw new Error(`Cannot make folder "${path}": ${reasonOf(error)}.`, { cause: error });
  }
  const bytes = weightBytes(artifacts);
  const weights = await weightsName(bytes);
  await writeFileAtomically(system.path.join(path, weights), bytes);
  await writeFileAtomically(system.path.join(path, 'model.json'), formatModelJson(artifacts, weights));
  const old = (await system.fs.readdir(path)).filter((name) => isWeightsName(name) && name !== weights);
  // What stays there does no harm: the next one to save takes it away.
  for (const name of old) await system.fs.rm(system.path.join(path, name), { force: true }).catch(() => {});
}

/** Weights of other bytes are another file, so that no `model.json` is ever beside weights that are not its own. */
async function weightsName(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
  return `weights-${Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')}.bin`;
}

function isWeightsName(name: string): boolean {
  return /^weights-[0-9a-f]{16}\.bin$/.test(name);
}

/** Where a file is that a model's names; it stays on the same host, in the same folder. */
function besides(location: string | URL, path: string): string | URL {
  if (location instanceof URL) return new URL(`./${path.split('/').map(encodeURIComponent).join('/')}`, location);
  const folder = location.slice(0, Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\')) + 1);
  return `${folder || './'}${path}`;
}

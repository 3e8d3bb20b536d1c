import { JsonValue } from '../json-value.ts';
import { parseJson } from '../parse-json.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { CheckpointStorage } from '../store/checkpoint-storage.ts';
import { type Checkpoint, CheckpointStore, type WhichCheckpoint } from '../store/checkpoint-store.ts';
import type { TensorData } from '../tensor-data.ts';
import { joined, type TfjsArtifacts, type TfjsReadArtifacts, type TfjsWeightSpec, weightBytes } from './artifacts.ts';
import type { TfjsHandler } from './io-handler.ts';
import { readWeights } from './read-weights.ts';
import { readWeightSpec } from './weight-specs.ts';

/** How {@link tfjsStore} loads and saves. */
export interface TfjsStoreOptions {
  /** Which checkpoint is loaded. Default `'latest'`. */
  readonly which?: WhichCheckpoint;
  /** The training step to save under. Default: the one after the latest checkpoint's, or 0. */
  readonly step?: number;
  /** How good the model is, to keep the best. Default: none. */
  readonly score?: number;
}

/** Under this name a checkpoint's metadata has what TF.js says of a model besides its weights. */
const textName = 'tfjs';
const optimizerPrefix = 'optimizer/';

/**
 * A store of checkpoints, or the storage of one, as TF.js saves to it and loads from it, in any runtime: each model is a
 * checkpoint, with checksums, rotated and indexed as all are, and a damaged one falls back to the one before. A storage
 * is opened, with the store's defaults, for each save and load.
 *
 * @throws Error, when loading, if there is no checkpoint, or one that was not saved from TF.js.
 * @example
 * ```ts no-run
 * const handler = tfjsStore(indexedDbStorage('my-model'));
 * await model.save(handler, { includeOptimizer: true });
 * const again = await tf.loadLayersModel(handler);
 * ```
 */
export function tfjsStore(
  target: CheckpointStore | CheckpointStorage,
  { which = 'latest', step, score }: TfjsStoreOptions = {},
): TfjsHandler {
  const withStore = async <T>(readOnly: boolean, use: (store: CheckpointStore) => Promise<T>): Promise<T> => {
    if (target instanceof CheckpointStore) return use(target);
    const store = await CheckpointStore.open(target, { readOnly });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  };
  return {
    load: () =>
      withStore(true, async (store) => {
        const checkpoint = await store.restore(which);
        if (!checkpoint) throw new Error('Cannot load a TF.js model: the store has no checkpoint to choose from.');
        return artifactsOf(checkpoint);
      }),
    save: (artifacts) =>
      withStore(false, async (store) => {
        const content = contentOf(artifacts);
        await store.save(step ?? ((await store.latest())?.step ?? -1) + 1, content, { score });
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
  };
}

function contentOf(artifacts: TfjsReadArtifacts): {
  tensors: Map<string, TensorData>;
  metadata: Record<string, string>;
} {
  const refuse: Refuse = (found) => new Error(`Cannot save the TF.js model: ${found}.`);
  const { weightData: _, weightSpecs, ...others } = artifacts;
  const specs = new JsonValue(weightSpecs, 'weightSpecs', refuse).array().map(readWeightSpec);
  const { ofModel, ofOptimizer } = readWeights(specs, weightBytes(artifacts), refuse);
  const tensors = new Map(ofModel);
  for (const [name, tensor] of ofOptimizer) {
    if (tensors.has(optimizerPrefix + name))
      throw refuse(`two of its weights are named ${quote(optimizerPrefix + name)}`);
    tensors.set(optimizerPrefix + name, tensor);
  }
  const plain = specs.map(({ quantization: __, ...spec }) => spec);
  return { tensors, metadata: { [textName]: JSON.stringify({ ...others, weightSpecs: plain }) } };
}

function artifactsOf({ name, tensors, metadata }: Checkpoint): TfjsArtifacts {
  const refuse: Refuse = (found) => new Error(`Cannot load checkpoint "${name}" as a TF.js model: ${found}.`);
  const text = metadata[textName];
  if (text === undefined) throw refuse(`it must have a text "${textName}", which those have that TF.js saved`);
  const json = new JsonValue(parseJson(text, `its text "${textName}"`, refuse), textName, refuse);
  const specs = json.get('weightSpecs').array().map(readWeightSpec);
  const texts = (key: string): string | undefined => (json.get(key).isMissing ? undefined : json.get(key).string());
  return {
    ...json.object(),
    modelTopology: json.get('modelTopology').object(),
    weightSpecs: specs,
    weightData: joined(specs.map((spec) => bytesOf(spec, tensors, refuse))).buffer,
    format: texts('format') ?? 'layers-model',
    generatedBy: texts('generatedBy') ?? '',
    convertedBy: texts('convertedBy') ?? null,
  };
}

function bytesOf(spec: TfjsWeightSpec, tensors: ReadonlyMap<string, TensorData>, refuse: Refuse): Uint8Array {
  const name = spec.group === 'optimizer' ? optimizerPrefix + spec.name : spec.name;
  const tensor = tensors.get(name);
  if (!tensor || tensor.dtype !== spec.dtype || String(tensor.shape) !== String(spec.shape)) {
    throw refuse(`tensor ${quote(name)} must be ${spec.dtype} of shape [${spec.shape.join(', ')}], it is not`);
  }
  return new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
}

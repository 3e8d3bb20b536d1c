import {
  type CheckpointStorage,
  CheckpointStore,
  decodeSafetensors,
  folderStorage,
  readFile,
  safetensorsFormat,
  type TensorData,
} from '@feedforward/checkpoint';
import {
  readCheckpointState,
  readTensorFlowCheckpoint,
  tensorFlowFormat,
  withNewNames,
} from '@feedforward/checkpoint/tensorflow';

type Variables = ReadonlyMap<string, TensorData>;

/**
 * The tensors of a checkpoint of ours or of TensorFlow's, by their names there; TensorFlow's older ones by their new
 * names.
 * @param source A file's path; the prefix of TensorFlow's files; or a folder or storage, for the newest in it.
 * @throws Error if there is none, or it is damaged.
 */
export async function readVariables(source: string | CheckpointStorage): Promise<Variables> {
  if (typeof source !== 'string') return (await newestIn(source)) ?? fail('the storage');
  if (source.endsWith('.safetensors')) return decodeSafetensors(await readFile(source), { name: source }).tensors;
  const storage = folderStorage(source);
  if ((await storage.list()).length === 0) return withNewNames(await readTensorFlowCheckpoint(source));
  return (await newestIn(storage)) ?? (await savedElsewhere(source)) ?? fail(`"${source}"`);
}

function fail(place: string): never {
  throw new Error(`Cannot read a checkpoint: there is none in ${place}.`);
}

async function newestIn(storage: CheckpointStorage): Promise<Variables | undefined> {
  const formats = [safetensorsFormat, tensorFlowFormat] as const;
  const store = await CheckpointStore.open(storage, { readOnly: true, formats });
  const newest = await store.restore();
  return newest && withNewNames(newest.tensors);
}

/** What TensorFlow's state names, where that is no `model.ckpt-7` of an estimator's in this folder. */
async function savedElsewhere(folder: string): Promise<Variables | undefined> {
  const state = await readCheckpointState(folder);
  return state && withNewNames(await readTensorFlowCheckpoint(state.modelCheckpointPath));
}

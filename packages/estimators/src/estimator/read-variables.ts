import {
  type CheckpointStorage,
  CheckpointStore,
  decodeSafetensors,
  folderStorage,
  readFile,
  type TensorData,
} from '@feedforward/checkpoint';
import { readCheckpointState, readTensorFlowCheckpoint, withNewNames } from '@feedforward/checkpoint/tensorflow';

/**
 * The tensors of a checkpoint of ours or of TensorFlow's, by their names there.
 * @param source A file's path; the prefix of TensorFlow's files; or a folder or storage, for the newest in it.
 * @throws Error if there is none, or it is damaged.
 */
export async function readVariables(source: string | CheckpointStorage): Promise<ReadonlyMap<string, TensorData>> {
  if (typeof source !== 'string') return newestIn(source, 'the storage');
  if (source.endsWith('.safetensors')) return decodeSafetensors(await readFile(source), { name: source }).tensors;
  const names = await folderStorage(source).list();
  if (names.length === 0) return withNewNames(await readTensorFlowCheckpoint(source));
  if (names.some((name) => name.endsWith('.safetensors'))) return newestIn(folderStorage(source), `"${source}"`);
  const state = await readCheckpointState(source);
  if (!state) throw new Error(`Cannot read a checkpoint: there is none in "${source}".`);
  return withNewNames(await readTensorFlowCheckpoint(state.modelCheckpointPath));
}

async function newestIn(storage: CheckpointStorage, place: string): Promise<ReadonlyMap<string, TensorData>> {
  const store = await CheckpointStore.open(storage, { readOnly: true });
  const newest = await store.restore();
  if (!newest) throw new Error(`Cannot read a checkpoint: there is none in ${place}.`);
  return newest.tensors;
}

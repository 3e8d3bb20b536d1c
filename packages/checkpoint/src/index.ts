export type { DownloadOptions } from './files/download.ts';
export { folderStorage } from './files/folder-storage.ts';
export { readFile } from './files/read-file.ts';
export { writeFileAtomically } from './files/write-file-atomically.ts';
export { printable, printableLines } from './printable.ts';
export { decodeSafetensors, type Safetensors, type SafetensorsReadOptions } from './safetensors/decode.ts';
export { type EncodeOptions, encodeSafetensors } from './safetensors/encode.ts';
export { SafetensorsError, type SafetensorsErrorCode } from './safetensors/safetensors-error.ts';
export { readSafetensors, writeSafetensors } from './safetensors/safetensors-file.ts';
export { type CheckpointFormat, type CheckpointPart, safetensorsFormat } from './store/checkpoint-format.ts';
export { type CheckpointStorage, checkStorageName, isStorageName } from './store/checkpoint-storage.ts';
export {
  type Checkpoint,
  type CheckpointContent,
  type CheckpointEntry,
  CheckpointStore,
  type CheckpointStoreOptions,
  type Damage,
  type WhichCheckpoint,
} from './store/checkpoint-store.ts';
export { indexedDbStorage } from './store/indexed-db-storage.ts';
export { memoryStorage } from './store/memory-storage.ts';
export { opfsStorage } from './store/opfs-storage.ts';
export type { Retention } from './store/rotation.ts';
export type { DType, TensorData, TypedArrays } from './tensor-data.ts';

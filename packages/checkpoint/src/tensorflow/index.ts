export { readTensorFlowCheckpoint, writeTensorFlowCheckpoint } from './checkpoint-files.ts';
export { type CheckpointState, readCheckpointState, writeCheckpointState } from './checkpoint-state.ts';
export { decodeTensorFlowCheckpoint, type TensorFlowCheckpointBytes, type TensorFlowReadOptions } from './decode.ts';
export { type EncodedTensorFlowCheckpoint, encodeTensorFlowCheckpoint } from './encode.ts';
export { tensorFlowFormat } from './tensorflow-format.ts';
export { withNewNames, withOldNames } from './variable-names.ts';

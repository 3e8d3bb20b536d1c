export { readTensorFlowCheckpoint, writeTensorFlowCheckpoint } from './checkpoint-files.ts';
export { decodeTensorFlowCheckpoint, type TensorFlowCheckpointBytes, type TensorFlowReadOptions } from './decode.ts';
export { type EncodedTensorFlowCheckpoint, encodeTensorFlowCheckpoint } from './encode.ts';

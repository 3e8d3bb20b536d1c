export { readFile } from './files/read-file.ts';
export { writeFileAtomically } from './files/write-file-atomically.ts';
export { decodeSafetensors, type Safetensors } from './safetensors/decode.ts';
export { type EncodeOptions, encodeSafetensors } from './safetensors/encode.ts';
export { SafetensorsError, type SafetensorsErrorCode } from './safetensors/safetensors-error.ts';
export { readSafetensors, writeSafetensors } from './safetensors/safetensors-file.ts';
export type { DType, TensorData, TypedArrays } from './tensor-data.ts';

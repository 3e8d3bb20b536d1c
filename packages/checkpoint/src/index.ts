export type { DType, TensorData, TypedArrays } from './tensor-data.ts';

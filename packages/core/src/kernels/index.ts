export * as codes from './codes.ts';
export type {
  ActivationCode,
  BatchMoments,
  DenseParameters,
  Instruction,
  LossAddresses,
  LossCode,
  Normalization,
  Rows,
  Scratch,
  UpdateAddresses,
} from './instructions.ts';
export * as instructions from './instructions.ts';
export type { Kernels, Program } from './kernels.ts';
export { type KernelSettings, startKernels } from './start-kernels.ts';
export { ThreadTuner } from './thread-tuner.ts';

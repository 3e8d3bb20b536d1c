/** What `ready()` started. */
export interface Backend {
  /** The name of the TensorFlow.js backend. */
  readonly backend: 'wasm';
  /** Whether the kernels use 128-bit SIMD. */
  readonly simd: boolean;
  /** Whether the training kernels use relaxed SIMD, with multiply-adds that are rounded once. */
  readonly relaxedSimd: boolean;
  /** How many threads training may run on. */
  readonly threads: number;
}

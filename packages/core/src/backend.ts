/** What `ready()` started. */
export interface Backend {
  /** The name of the TensorFlow.js backend. */
  backend: 'wasm';
  /** Whether the kernels use 128-bit SIMD. */
  simd: boolean;
  /** Whether this runtime also has relaxed SIMD, with fused multiply-add. */
  relaxedSimd: boolean;
  /** How many threads the kernels run on. */
  threads: number;
}

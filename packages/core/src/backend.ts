/** What `ready()` started. */
export interface Backend {
  /** The name of the TensorFlow.js backend. */
  readonly backend: 'wasm';
  /** Whether the kernels use 128-bit SIMD. */
  readonly simd: boolean;
  /** Whether this runtime also has relaxed SIMD, with fused multiply-add. */
  readonly relaxedSimd: boolean;
  /** How many threads the kernels run on. */
  readonly threads: number;
}

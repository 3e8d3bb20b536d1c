import type { RandomState } from '@feedforward/random';

/** Fills a new parameter of this shape. Kernels are `[inputs, outputs]`. */
export interface Initializer {
  (shape: readonly number[], random: RandomState): Float32Array;
  /** What it is made of, to save it. */
  readonly config?: { readonly type: string; readonly [option: string]: string | number };
}

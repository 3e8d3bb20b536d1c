import type { RandomState } from '@feedforward/random';

/** What an initializer of this library is made of, to save it. */
export interface InitializerConfig {
  readonly type: string;
  readonly [option: string]: string | number;
}

/** Fills a new parameter of this shape. Kernels are `[inputs, outputs]`. */
export interface Initializer {
  (shape: readonly number[], random: RandomState): Float32Array;
  readonly config?: InitializerConfig;
}

import type { Activation } from './read-activation.ts';

/** What every layer has: its name in the network, and the shapes of an example before and after it. */
interface Place {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
}

/** activation(x · kernel + bias) */
export interface DenseLayer extends Place {
  readonly type: 'dense';
  readonly units: number;
  /** `[inputs, units]` */
  readonly kernel: Float32Array;
  readonly bias: Float32Array | undefined;
  readonly activation: Activation;
}

/** (x − mean) · factor + beta along the last axis: batch normalization with its moving moments. */
export interface NormalizationLayer extends Place {
  readonly type: 'batchNormalization';
  readonly mean: Float32Array;
  /** γ / √(variance + ε) */
  readonly factor: Float32Array;
  readonly beta: Float32Array | undefined;
}

export interface ActivationLayer extends Place {
  readonly type: 'activation';
  readonly activation: Activation;
}

/** A layer that changes no number: dropout outside of training, and flatten, which changes the shape. */
export interface ShapingLayer extends Place {
  readonly type: 'dropout' | 'flatten';
}

export type NetworkLayer = ActivationLayer | DenseLayer | NormalizationLayer | ShapingLayer;

/** A network that was read and checked: all shapes are known, and every parameter is there. */
export interface Network {
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly layers: readonly NetworkLayer[];
}

/** How many numbers a shape holds; one for `[]`. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

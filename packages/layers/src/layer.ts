import type { RandomState } from '@feedforward/random';
import type * as tf from '@tensorflow/tfjs-core';
import type { Initializer } from './initializers/initializer.ts';
import type { LayerOutputKind } from './output-kind.ts';

/** Sizes along the axes, without the batch's. */
export type Shape = readonly number[];

/** A parameter that a layer asks for. */
export interface ParameterSpec {
  /** Its name within the layer, such as `kernel`. */
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  /** Whether training changes it by its gradient. Default true. */
  readonly trainable?: boolean;
}

/** What a layer may use while it computes. */
export interface CallContext {
  /** Whether this is a training step, in which dropout drops and batch normalization uses the batch's moments. */
  readonly training: boolean;
  /** Randomness for this call. */
  readonly random: RandomState;
  /** The present value of one of the layer's parameters. */
  parameter(name: string): tf.Tensor;
  /** Gives a parameter that is not trainable its next value, such as a moving mean. */
  assign(name: string, value: tf.Tensor): void;
}

/** What a layer of this library is made of, to save it and to compile it. */
export interface LayerConfig {
  readonly type: string;
  readonly [option: string]: unknown;
}

/**
 * A layer: pure functions of shapes and tensors. The parameters it asks for are kept by whoever trains it.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import type { Layer } from '@feedforward/layers';
 *
 * const ownSwish: Layer = {
 *   name: 'own-swish',
 *   outputShape: (inputShape) => inputShape,
 *   call: (x) => tf.mul(x, tf.sigmoid(x)),
 * };
 * console.log(ownSwish.outputShape([300])); // [300]
 * ```
 */
export interface Layer {
  /** Its name in a model. Without one, the model names it after its type: `dense`, then `dense_1`. */
  readonly name?: string | undefined;
  /** The output's shape for an input's. @throws RangeError if the layer does not take such an input. */
  outputShape(inputShape: Shape): Shape;
  /** The parameters it needs for such an input. Default: none. */
  parameters?(inputShape: Shape): readonly ParameterSpec[];
  /** The output `[batch, ...outputShape]` for an input `[batch, ...inputShape]`. */
  call(x: tf.Tensor, context: CallContext): tf.Tensor;
  /**
   * What its outputs are, as losses and metrics are to take them where it comes last: `'logits'`, `'probabilities'`,
   * `'values'`; or a function from its inputs' kind to it, such as `(inputs) => inputs` for a layer that only
   * changes the shape. Default: they are what the loss takes them for, logits for a cross-entropy.
   */
  readonly outputKind?: LayerOutputKind | undefined;
  readonly config?: LayerConfig;
}

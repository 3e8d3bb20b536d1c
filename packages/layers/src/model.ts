import type { TensorData } from '@feedforward/checkpoint';
import type { RandomState } from '@feedforward/random';
import type * as tf from '@tensorflow/tfjs-core';
import type { Initializer } from './initializers/initializer.ts';
import type { Layer, LayerConfig, Shape } from './layer.ts';
import type { OutputKind } from './output-kind.ts';

/** A parameter of a whole model. */
export interface ModelParameter {
  /** Its layer's name and its own, such as `hidden1/kernel`. */
  readonly name: string;
  readonly shape: Shape;
  /** Whether training changes it by its gradient. */
  readonly trainable: boolean;
  readonly initializer: Initializer;
}

/** A layer in its place in a model. */
export interface ModelLayer {
  /** Its name in this model, which no other layer has. */
  readonly name: string;
  readonly layer: Layer;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
}

/** What a model computes with. */
export interface ApplyContext {
  /** The present value of every parameter, by name. */
  readonly parameters: ReadonlyMap<string, tf.Tensor>;
  /** Whether this is a training step. */
  readonly training: boolean;
  /** Randomness for this batch. */
  readonly random: RandomState;
  /** Receives a parameter's next value, such as a moving mean. Apply disposes of it at its end: `tf.keep` it. */
  assign(name: string, value: tf.Tensor): void;
}

/** A parameter's first value for every name, as checkpoints hold them. */
export type InitialValues = Map<string, TensorData<'float32'>>;

/** What a model is made of, to save it and to compile it. */
export interface ModelConfig {
  readonly type: string;
  readonly inputShape: Shape;
  readonly layers: readonly (LayerConfig & { readonly name: string })[];
}

/**
 * A network as a function: it names its parameters, and whoever trains it keeps them. {@link sequential} makes one
 * of layers; your own is an object with these members.
 */
export interface Model {
  /** An example's shape, without the batch. */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** What the outputs are. Undefined where no layer says it: what the loss takes them for. */
  readonly outputKind?: OutputKind | undefined;
  readonly layers: readonly ModelLayer[];
  readonly parameters: readonly ModelParameter[];
  /** Draws the parameters' first values, in their order. */
  initialize(random: RandomState): InitialValues;
  /**
   * The output `[batch, ...outputShape]`, a new tensor, for `[batch, ...inputShape]` or the same in flat rows. It
   * leaves no other tensor behind.
   * @throws RangeError if the batch has another shape.
   */
  apply(x: tf.Tensor, context: ApplyContext): tf.Tensor;
  readonly config?: ModelConfig | undefined;
}

import * as tf from '@tensorflow/tfjs-core';
import { type ActivationSpec, resolveActivation } from './activations/resolve-activation.ts';
import { frozen } from './frozen.ts';
import type { Initializer } from './initializers/initializer.ts';
import { type InitializerName, resolveInitializer } from './initializers/named-initializers.ts';
import type { Layer } from './layer.ts';
import { kindOfActivation } from './output-kind.ts';
import { batchText } from './shapes.ts';
import { withConfig } from './with-config.ts';

/** What {@link dense} takes besides its units. */
export interface DenseOptions {
  readonly name?: string | undefined;
  /** Default `linear`. */
  readonly activation?: ActivationSpec | undefined;
  /** Default true. */
  readonly useBias?: boolean | undefined;
  /** Default `glorotUniform`. */
  readonly kernelInitializer?: Initializer | InitializerName | undefined;
  /** Default `zeros`. */
  readonly biasInitializer?: Initializer | InitializerName | undefined;
  /** Whether training changes its parameters. Default true. */
  readonly trainable?: boolean | undefined;
}

/**
 * A fully connected layer: activation(x · kernel + bias), from `[batch, inputs]` to `[batch, units]`, with
 * parameters `kernel` `[inputs, units]` and `bias` `[units]`.
 *
 * Its config leaves out an initializer that is not one of this library's.
 *
 * @throws RangeError if the units are not a whole number above 0, or a name is not known.
 *
 * @example
 * ```ts
 * import { dense } from '@feedforward/layers';
 *
 * const hidden1 = dense(300, { name: 'hidden1', activation: 'relu', kernelInitializer: 'heNormal' });
 * console.log(hidden1.outputShape([784])); // [ 300 ]
 * ```
 */
export function dense(
  units: number,
  {
    name,
    activation = 'linear',
    useBias = true,
    kernelInitializer = 'glorotUniform',
    biasInitializer = 'zeros',
    trainable = true,
  }: DenseOptions = {},
): Layer {
  if (!Number.isSafeInteger(units) || units < 1) {
    throw new RangeError(`Cannot make a dense layer of ${units} units: it takes a whole number above 0.`);
  }
  const { config: activationConfig, apply } = resolveActivation(activation);
  const kernel = resolveInitializer(kernelInitializer);
  const bias = resolveInitializer(biasInitializer);
  const layer: Layer = {
    name,
    outputShape: (inputShape) => {
      if (inputShape.length === 1) return [units];
      const hint = inputShape.length > 1 ? ' Flatten it first.' : '';
      throw new RangeError(`A dense layer takes [batch, inputs], its input is ${batchText(inputShape)}.${hint}`);
    },
    parameters: ([inputs = 0]) => [
      { name: 'kernel', shape: [inputs, units], initializer: kernel },
      ...(useBias ? [{ name: 'bias', shape: [units], initializer: bias }] : []),
    ],
    // Not tf.fused.matMul: it makes the gradient of x even where nobody asks for it.
    call: (x, context) => {
      const product = tf.matMul(x, context.parameter('kernel'));
      return apply(useBias ? tf.add(product, context.parameter('bias')) : product);
    },
    outputKind: kindOfActivation(activationConfig),
  };
  withConfig(layer, {
    type: 'dense',
    units,
    activation: activationConfig,
    useBias,
    ...(kernel.config && { kernelInitializer: kernel.config }),
    ...(bias.config && { biasInitializer: bias.config }),
  });
  return trainable ? layer : frozen(layer);
}

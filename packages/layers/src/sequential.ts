import { applyLayers } from './apply-layers.ts';
import { found } from './config-options.ts';
import { connectLayers } from './connect-layers.ts';
import type { Layer, Shape } from './layer.ts';
import type { Model, ModelConfig, ModelLayer } from './model.ts';
import { initializeParameters, parametersOf } from './model-parameters.ts';
import { outputKindOf } from './output-kind.ts';
import { isShape, shapeText } from './shapes.ts';
import { withConfig } from './with-config.ts';

/** What {@link sequential} takes besides the layers. */
export interface SequentialOptions {
  /** An example's shape, without the batch: `[784]`. */
  readonly inputShape: Shape;
}

const made = new WeakSet<Model>();

/** Whether {@link sequential} made this very model: one that was copied may be another. */
export function isSequential(model: Model): boolean {
  return made.has(model);
}

/**
 * A model of layers in a row, each fed what the one before it gives. All shapes are known, and checked, here.
 *
 * What its outputs are, its last layer tells: probabilities after sigmoid and softmax, values after other activations,
 * and after none what the loss takes them for. See {@link Layer.outputKind}.
 *
 * A layer without a name is named after its type: `dense`, then `dense_1`.
 *
 * @throws RangeError that names the layer, if one does not take what the one before it gives, or two have one name.
 *
 * @example
 * ```ts
 * import { dense, sequential } from '@feedforward/layers';
 *
 * const model = sequential([dense(300, { name: 'hidden1', activation: 'relu' }), dense(10)], { inputShape: [784] });
 * console.log(model.parameters.map(({ name }) => name).join(' ')); // hidden1/kernel hidden1/bias dense/kernel dense/bias
 * ```
 */
export function sequential(layers: readonly Layer[], { inputShape }: SequentialOptions): Model {
  if (!isShape(inputShape)) {
    throw new RangeError(
      `Cannot make a model: inputShape must list whole numbers above 0, it is ${Array.isArray(inputShape) ? shapeText(inputShape) : found(inputShape)}.`,
    );
  }
  if (layers.length === 0) throw new RangeError('Cannot make a model: it must have a layer, found none.');
  const connected = connectLayers(layers, [...inputShape]);
  const parameters = connected.flatMap(parametersOf);
  const table = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const model: Model = {
    inputShape: [...inputShape],
    outputShape: connected.at(-1)!.outputShape,
    outputKind: outputKindOf(layers),
    layers: connected,
    parameters,
    initialize: (random) => initializeParameters(parameters, random),
    apply: (x, context) => applyLayers(connected, table, x, context),
  };
  made.add(model);
  return withConfig(model, configOf(connected, inputShape));
}

/** Undefined where a layer has none. */
function configOf(layers: readonly ModelLayer[], inputShape: Shape): ModelConfig | undefined {
  const configs = layers.flatMap(({ name, layer }) => (layer.config ? [{ ...layer.config, name }] : []));
  if (configs.length < layers.length) return undefined;
  return { type: 'sequential', inputShape: [...inputShape], layers: configs };
}

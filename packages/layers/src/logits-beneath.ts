import type * as tf from '@tensorflow/tfjs-core';
import { resolveActivation } from './activations/resolve-activation.ts';
import type { LayerConfig } from './layer.ts';
import { layerFromConfig } from './layer-from-config.ts';
import type { Model } from './model.ts';
import { isSequential, sequential } from './sequential.ts';

/** Where a network ends in sigmoid or softmax: what lies beneath. */
export interface LogitsBeneath {
  readonly activation: 'sigmoid' | 'softmax';
  /** The place of the layer that applies it. Those after it change no number. */
  readonly layer: number;
  /** The network without it: of the same parameters, by the same names, and with logits for outputs. */
  readonly model: Model;
  /** The network's outputs for logits. */
  activate(logits: tf.Tensor): tf.Tensor;
}

/**
 * The logits of which a network's sigmoid or softmax makes its outputs: what cross-entropy is computed from without loss
 * of digits. Undefined where it ends otherwise, or `sequential` did not make it.
 *
 * @example
 * ```ts
 * import { dense, logitsBeneath, sequential } from '@feedforward/layers';
 *
 * const network = sequential([dense(3, { activation: 'softmax' })], { inputShape: [4] });
 * console.log(network.outputKind, logitsBeneath(network)?.activation); // probabilities softmax
 * ```
 */
export function logitsBeneath(model: Model): LogitsBeneath | undefined {
  if (!isSequential(model)) return undefined;
  const place = model.layers.findLastIndex(({ layer }) => !changesNothing(layer.config));
  const last = model.layers[place];
  const activation = last?.layer.config?.activation;
  if (!last || (activation !== 'sigmoid' && activation !== 'softmax')) return undefined;
  // Along the last of several axes; laid flat, they would be one.
  if (activation === 'softmax' && last.outputShape.length !== 1) return undefined;
  const linear = layerFromConfig({ ...last.layer.config, name: last.layer.name, activation: 'linear' }, place);
  const layers = model.layers.map(({ layer }, i) => (i === place ? linear : layer));
  return {
    activation,
    layer: place,
    model: sequential(layers, { inputShape: model.inputShape }),
    activate: resolveActivation(activation).apply,
  };
}

function changesNothing(config: LayerConfig | undefined): boolean {
  if (config?.type === 'dropout') return config.rate === 0;
  return config?.type === 'flatten' || (config?.type === 'activation' && config.activation === 'linear');
}

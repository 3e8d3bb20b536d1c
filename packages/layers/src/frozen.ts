import type { Layer } from './layer.ts';
import { withConfig } from './with-config.ts';

/**
 * The layer with parameters that training leaves as they are. It computes in training as it does outside of it, as
 * Keras's batch normalization does where `trainable` is false.
 */
export function frozen(layer: Layer): Layer {
  const still: Layer = {
    name: layer.name,
    outputShape: (inputShape) => layer.outputShape(inputShape),
    parameters: (inputShape) => (layer.parameters?.(inputShape) ?? []).map((spec) => ({ ...spec, trainable: false })),
    call: (x, context) =>
      layer.call(x, {
        training: false,
        random: context.random,
        parameter: (name) => context.parameter(name),
        assign: () => {},
      }),
    outputKind: layer.outputKind,
  };
  return layer.config ? withConfig(still, { ...layer.config, trainable: false }) : still;
}

import { type ActivationSpec, resolveActivation } from './activations/resolve-activation.ts';
import type { Layer } from './layer.ts';
import { kindOfActivation, sameKind } from './output-kind.ts';
import { withConfig } from './with-config.ts';

/** What {@link activation} takes besides the function. */
export interface ActivationLayerOptions {
  readonly name?: string | undefined;
}

/**
 * A layer that applies an activation, by name or with options.
 * @throws RangeError for a name that is not known, with the nearest that is.
 *
 * @example
 * ```ts
 * import { activation } from '@feedforward/layers';
 *
 * console.log(activation('relu').config); // { type: 'activation', activation: 'relu' }
 * console.log(activation({ type: 'leakyRelu', alpha: 0.1 }).outputShape([300])); // [ 300 ]
 * ```
 */
export function activation(spec: ActivationSpec, { name }: ActivationLayerOptions = {}): Layer {
  const { config, apply } = resolveActivation(spec);
  const layer: Layer = {
    name,
    outputShape: (inputShape) => inputShape,
    call: apply,
    outputKind: kindOfActivation(config) ?? sameKind,
  };
  return withConfig(layer, { type: 'activation', activation: config });
}

import type { ActivationConfig } from './activations/resolve-activation.ts';
import { found } from './config-options.ts';
import type { Layer } from './layer.ts';

/**
 * What outputs are: `'logits'`, of which softmax or sigmoid would make probabilities; `'probabilities'`; or `'values'`,
 * numbers for what they are, such as a price.
 */
export type OutputKind = 'logits' | 'probabilities' | 'values';

/** What a layer's outputs are; or what they are for inputs of a kind. Undefined: not said. */
export type LayerOutputKind = OutputKind | ((inputs: OutputKind | undefined) => OutputKind | undefined);

const kinds: readonly unknown[] = ['logits', 'probabilities', 'values', undefined];

/** What a layer that changes no number gives: what it is given. */
export const sameKind: LayerOutputKind = (inputs) => inputs;

/** What an activation's outputs are; those of linear are what a loss takes them for. */
export function kindOfActivation(activation: ActivationConfig): OutputKind | undefined {
  if (activation === 'linear') return undefined;
  return activation === 'sigmoid' || activation === 'softmax' ? 'probabilities' : 'values';
}

/**
 * What the last of these layers gives.
 * @throws RangeError for a layer that says something else than a kind of outputs.
 */
export function outputKindOf(layers: readonly Layer[]): OutputKind | undefined {
  return layers.reduce<OutputKind | undefined>((inputs, { outputKind }, i) => {
    const kind = typeof outputKind === 'function' ? outputKind(inputs) : outputKind;
    if (kinds.includes(kind)) return kind;
    throw new RangeError(
      `Cannot use layer ${i}: its outputKind must be "logits", "probabilities" or "values", found ${found(kind)}.`,
    );
  }, undefined);
}

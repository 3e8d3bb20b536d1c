import type { NetworkLayer } from './network.ts';

/** What a network's outputs are, as its layers tell; undefined after a linear one: logits, or values. */
export function outputKindOf(layers: readonly NetworkLayer[]): 'probabilities' | 'values' | undefined {
  return layers.reduce<'probabilities' | 'values' | undefined>((inputs, layer) => {
    if (layer.type === 'batchNormalization') return inputs && 'values';
    if (layer.type !== 'dense' && layer.type !== 'activation') return inputs;
    const { type } = layer.activation;
    if (type === 'linear') return layer.type === 'dense' ? undefined : inputs;
    return type === 'sigmoid' || type === 'softmax' ? 'probabilities' : 'values';
  }, undefined);
}

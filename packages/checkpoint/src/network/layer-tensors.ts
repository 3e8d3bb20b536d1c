import type { NetworkLayer } from './network.ts';

/** A tensor that a layer computes with. */
export interface LayerTensor {
  /** Its layer's name and its own, such as `hidden1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The tensors that a layer computes with, as they are exported; none for one that only changes the shape. */
export function layerTensors(layer: NetworkLayer): LayerTensor[] {
  const named = (own: string, data: Float32Array | undefined, shape?: readonly number[]): LayerTensor[] =>
    data ? [{ name: `${layer.name}/${own}`, shape: shape ?? [data.length], data }] : [];
  if (layer.type === 'dense') {
    return [...named('kernel', layer.kernel, [...layer.inputShape, layer.units]), ...named('bias', layer.bias)];
  }
  if (layer.type === 'batchNormalization') {
    return [...named('mean', layer.mean), ...named('factor', layer.factor), ...named('beta', layer.beta)];
  }
  return [];
}

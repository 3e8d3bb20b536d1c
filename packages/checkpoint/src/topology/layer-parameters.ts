import type { NetworkLayerConfig } from '../network/network-source.ts';

/** A parameter by its name here, and the one that it has in TF.js. */
export interface NamedParameter {
  readonly name: string;
  readonly storedName: string;
  readonly shape: readonly number[];
  /** Whether training changes it by gradients. */
  readonly isTrained: boolean;
}

/** The parameters of a layer in TF.js's order, and the shape that it gives an example of this shape. */
export interface PlacedLayer {
  readonly parameters: readonly NamedParameter[];
  readonly outputShape: readonly number[];
}

/** A layer whose options were checked. */
export function placeLayer(layer: NetworkLayerConfig, inputShape: readonly number[]): PlacedLayer {
  const parameter = (own: string, storedOwn: string, shape: readonly number[], isMoment = false): NamedParameter => ({
    name: `${layer.name}/${own}`,
    storedName: `${layer.name}/${storedOwn}`,
    shape,
    isTrained: !isMoment && layer.trainable !== false,
  });
  if (layer.type === 'dense') {
    const units = Number(layer.units);
    const bias = layer.useBias === false ? [] : [parameter('bias', 'bias', [units])];
    return { parameters: [parameter('kernel', 'kernel', [...inputShape, units]), ...bias], outputShape: [units] };
  }
  if (layer.type === 'batchNormalization') {
    const shape = inputShape.slice(-1);
    return {
      parameters: [
        ...(layer.scale === false ? [] : [parameter('gamma', 'gamma', shape)]),
        ...(layer.center === false ? [] : [parameter('beta', 'beta', shape)]),
        parameter('movingMean', 'moving_mean', shape, true),
        parameter('movingVariance', 'moving_variance', shape, true),
      ],
      outputShape: inputShape,
    };
  }
  if (layer.type === 'flatten') return { parameters: [], outputShape: [inputShape.reduce((a, b) => a * b, 1)] };
  return { parameters: [], outputShape: inputShape };
}

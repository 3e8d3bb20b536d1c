import type { Model } from '@feedforward/layers';

/** The network in short: its inputs and the outputs of each layer that has parameters, such as 784, 300, 100, 10. */
export function widthsOf({ inputShape, layers, parameters }: Model): number[] {
  const learns = (layer: string): boolean => parameters.some(({ name }) => name.startsWith(`${layer}/`));
  const shapes = layers.filter(({ name }) => learns(name)).map(({ outputShape }) => outputShape);
  return [inputShape, ...shapes].map((shape) => shape.reduce((product, size) => product * size, 1));
}

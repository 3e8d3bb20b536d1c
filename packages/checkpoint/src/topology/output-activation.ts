import type { NetworkConfig } from '../network/network-source.ts';

/** The name of the activation that a network's outputs come from: that of its last layer which changes numbers. */
export function outputActivation({ layers }: NetworkConfig): string | undefined {
  const last = layers.findLast(({ type, activation }) => {
    return !['dropout', 'flatten'].includes(type) && !(type === 'activation' && activation === 'linear');
  });
  if (last?.type !== 'dense' && last?.type !== 'activation') return undefined;
  const { activation = 'linear' } = last;
  if (typeof activation === 'string') return activation;
  const type = typeof activation === 'object' && activation !== null && Reflect.get(activation, 'type');
  return typeof type === 'string' ? type : undefined;
}

import type { NetworkConfig } from '../network/network-source.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { lossRuleNamed, lossRules, type NetworkLoss } from '../topology/network-loss.ts';
import { outputActivation } from '../topology/output-activation.ts';

/** TF.js's name of a loss. @throws What `refuse` makes, for one that it does not have. */
export function writtenLoss(loss: string | NetworkLoss, refuse: Refuse): string {
  if (typeof loss === 'string') return loss;
  const { type, reduction } = loss;
  const rule = lossRules.find((other) => other.type === type);
  // Its hinge takes labels of −1 and 1.
  if (!rule || type === 'hinge' || type === 'huber') throw refuse(`TF.js has no loss like ${quote(String(type))}`);
  if (reduction !== 'mean')
    throw refuse(`TF.js's losses are means, the reduction of this one is ${quote(String(reduction))}`);
  return rule.className.slice(0, 1).toLowerCase() + rule.className.slice(1);
}

/**
 * The network that TF.js can train on a loss: its cross-entropies take probabilities alone, which a linear layer does not
 * give, and so a layer is added that makes them.
 */
export function withProbabilities(config: NetworkConfig, loss: string): NetworkConfig {
  const activation = lossRuleNamed(loss)?.activation;
  if (!activation || outputActivation(config) !== 'linear') return config;
  let name: string = activation;
  while (config.layers.some((layer) => layer.name === name)) name += '_';
  return { ...config, layers: [...config.layers, { type: 'activation', name, activation }] };
}

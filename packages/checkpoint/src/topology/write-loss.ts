import type { NetworkConfig } from '../network/network-source.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { lossRules, type NetworkLoss } from './network-loss.ts';
import { outputActivation } from './output-activation.ts';

/** A loss as Keras writes it. */
export interface KerasLoss {
  readonly class_name: string;
  readonly config: Readonly<Record<string, string | number | boolean>>;
}

/** The loss for a network in Keras, which is told whether the network gives it logits. */
export function writeLoss(
  { type, reduction, ...options }: NetworkLoss,
  network: NetworkConfig,
  refuse: Refuse,
): KerasLoss {
  const rule = lossRules.find((other) => other.type === type);
  if (!rule)
    throw refuse(
      `its loss must be one of ${lossRules.map((other) => other.type).join(', ')}, it is ${quote(String(type))}`,
    );
  const name = rule.className.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  const activation = outputActivation(network);
  const areProbabilities = activation === 'sigmoid' || activation === 'softmax' || options.fromLogits === false;
  return {
    class_name: rule.className,
    config: {
      name,
      reduction: reduction === 'sum' ? 'sum' : 'sum_over_batch_size',
      ...(rule.activation && { from_logits: !areProbabilities }),
      ...(type === 'huber' && { delta: Number(options.delta ?? 1) }),
    },
  };
}

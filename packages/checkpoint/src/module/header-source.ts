import { layerTensors } from '../network/layer-tensors.ts';
import type { Network } from '../network/network.ts';
import type { Activation } from '../network/read-activation.ts';
import { stringLiteral } from './string-literal.ts';

/** The comment that a module begins with: what it is, how it is used, and the network's layers. */
export function headerSource({ inputShape, outputShape, layers }: Network): string {
  const count = layers.flatMap(layerTensors).reduce((sum, { data }) => sum + data.length, 0);
  const rows = layers.map((layer) => {
    const activation = 'activation' in layer ? `, ${activationText(layer.activation)}` : '';
    return ` *   ${stringLiteral(layer.name)}: ${layer.type}${activation}, [${layer.outputShape.join(', ')}]`;
  });
  return `\
/**
 * A trained network as a function, without dependencies:
 *
 *   import { predict } from './network.js';
 *   const [output] = predict([example]);
 *
 * From [${inputShape.join(', ')}] to [${outputShape.join(', ')}], with ${count} numbers:
 *
${rows.join('\n')}
 *
 * Written by @feedforward/checkpoint.
 */`;
}

function activationText(activation: Activation): string {
  if (activation.type === 'leakyRelu') return `leakyRelu by ${activation.alpha}`;
  return activation.type === 'gelu' && activation.approximate ? 'gelu by tanh' : activation.type;
}

import { inNode, inPython } from './commands.ts';
import type { Contest } from './contest.ts';
import { argumentsFor, describeNetwork, type Network, networks } from './networks.ts';
import { baselineIsFaster, stepsPerSecond } from './units.ts';

export const ours = 'Feedforward';

/** Training steps, beside everyone else's. */
export const training: readonly Contest[] = networks.map(contestOf);

function contestOf(network: Network): Contest {
  const args = argumentsFor(network);
  const inputs = network.dense
    ? 'No input is 0.'
    : "The inputs are MNIST's images. Four in five of their pixels are 0, and Feedforward passes over zeros, so it is shown without them, too.";
  const withoutZeros = inNode(`${ours}, inputs without zeros`, 'feedforward.ts', ...args, '--dense');
  return {
    id: `training/${network.name}`,
    title: `Training, ${network.name}: ${describeNetwork(network)}`,
    text: `Plain gradient descent on softmax cross-entropy, rate 0.01; on one thread where nothing else is said. ${inputs}`,
    contestants: [
      inNode(ours, 'feedforward.ts', ...args),
      inNode(`${ours}, 2 threads`, 'feedforward.ts', ...args, '--threads', '2'),
      ...(network.dense ? [] : [withoutZeros]),
      inNode(`${ours}, autodiff`, 'feedforward.ts', ...args, '--engine', 'autodiff'),
      inNode('tfjs-layers on our kernels', 'tfjs-layers.ts', ...args, '--kernels', 'ours'),
      inNode('tfjs-layers', 'tfjs-layers.ts', ...args),
      inNode('jax-js', 'jax.ts', ...args),
      inNode('brain.js', 'brain.ts', ...args),
      inPython('PyTorch', 'pytorch.py', 1, ...args),
      inPython('PyTorch, 2 threads', 'pytorch.py', 2, ...args),
      inPython('scikit-learn', 'scikit_learn.py', 1, ...args),
      inPython('scikit-learn, 2 threads', 'scikit_learn.py', 2, ...args),
    ],
    baseline: ours,
    unit: stepsPerSecond,
    comparison: baselineIsFaster(ours),
  };
}

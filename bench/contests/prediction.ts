import { inNode, inPython } from './commands.ts';
import type { Contest } from './contest.ts';
import { argumentsFor, chapter, describeNetwork } from './networks.ts';
import { ours } from './training.ts';
import { baselineIsFaster, millisecondsEach } from './units.ts';

const args = [...argumentsFor(chapter), '--predict'];

/** What a trained network says of MNIST's test images. */
export const prediction: Contest = {
  id: 'prediction',
  title: `Prediction of 10,000 images: ${describeNetwork({ ...chapter, batch: 1000 })}`,
  text: 'Ours takes the images as bytes; the others find them as float32 numbers. Four pixels in five are 0.',
  contestants: [
    inNode(ours, 'feedforward.ts', ...args),
    inNode(`${ours}, 2 threads`, 'feedforward.ts', ...args, '--threads', '2'),
    inNode('tfjs-layers on our kernels', 'tfjs-layers.ts', ...args, '--kernels', 'ours'),
    inNode('tfjs-layers', 'tfjs-layers.ts', ...args),
    inNode('jax-js', 'jax.ts', ...args),
    inPython('PyTorch', 'pytorch.py', 1, ...args),
    inPython('PyTorch, 2 threads', 'pytorch.py', 2, ...args),
    inPython('scikit-learn', 'scikit_learn.py', 1, ...args),
  ],
  baseline: ours,
  unit: millisecondsEach,
  comparison: baselineIsFaster(ours),
};

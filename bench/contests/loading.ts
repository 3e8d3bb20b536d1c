import { inNode } from './commands.ts';
import type { Contest } from './contest.ts';
import { baselineIsFaster, millisecondsEach } from './units.ts';

const baseline = 'loadMnist()';

export const loading: Contest = {
  id: 'loading',
  title: 'Loading MNIST',
  text: "All 70,000 images from `@feedforward/mnist`'s files; the least it can be is reading and unpacking them.",
  contestants: [inNode(baseline, 'load-mnist.ts'), inNode('reading and unpacking', 'unpack-mnist.ts')],
  baseline,
  unit: millisecondsEach,
  comparison: baselineIsFaster(baseline),
};

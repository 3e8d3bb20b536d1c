import { inNode } from './commands.ts';
import type { Contest } from './contest.ts';
import { relativeTo, stepsPerSecond } from './units.ts';

const baseline = 'stock tfjs';

export const plainTfjs: Contest = {
  id: 'plain-tfjs',
  title: 'A plain tfjs program, before and after `ready()`: 784-300-10, batches of 50',
  text: 'Variables and `optimizer.minimize`, nothing of ours but the backend.',
  contestants: [inNode(baseline, 'plain-tfjs.ts'), inNode('after ready()', 'plain-tfjs.ts', '--kernels', 'ours')],
  baseline,
  unit: stepsPerSecond,
  comparison: relativeTo(baseline),
};

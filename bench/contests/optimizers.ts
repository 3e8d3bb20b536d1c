import { inNode } from './commands.ts';
import type { Contest } from './contest.ts';
import { argumentsFor, chapter, describeNetwork } from './networks.ts';
import { relativeTo, stepsPerSecond } from './units.ts';

const baseline = 'gradientDescent';

/** What an optimizer costs over the plainest. */
export const optimizers: Contest = {
  id: 'optimizers',
  title: `Optimizers: ${describeNetwork(chapter)}`,
  text: 'Our training steps with each optimizer.',
  contestants: [baseline, 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw'].map((name) =>
    inNode(name, 'feedforward.ts', ...argumentsFor(chapter), '--optimizer', name),
  ),
  baseline,
  unit: stepsPerSecond,
  comparison: relativeTo(baseline),
};

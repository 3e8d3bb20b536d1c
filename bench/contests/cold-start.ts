import { nodeCommand, pythonCommand, wholeProcess } from './commands.ts';
import type { Contest } from './contest.ts';
import { argumentsFor, chapter, describeNetwork } from './networks.ts';
import { ours } from './training.ts';
import { baselineIsFaster, millisecondsEach } from './units.ts';

const args = [...argumentsFor(chapter), '--once'];

export const coldStart: Contest = {
  id: 'cold-start',
  title: `Cold start, to the end of the first step: ${describeNetwork(chapter)}`,
  text: 'A whole process: the runtime and the libraries start, one batch is made up, one step is taken.',
  contestants: [
    wholeProcess(ours, nodeCommand('feedforward.ts', ...args)),
    wholeProcess('tfjs-layers', nodeCommand('tfjs-layers.ts', ...args)),
    wholeProcess('jax-js', nodeCommand('jax.ts', ...args)),
    wholeProcess('brain.js', nodeCommand('brain.ts', ...args)),
    wholeProcess('PyTorch', pythonCommand('pytorch.py', ...args)),
    wholeProcess('scikit-learn', pythonCommand('scikit_learn.py', ...args)),
    wholeProcess('Node, doing nothing', [process.execPath, '--eval', '0']),
  ],
  baseline: ours,
  unit: millisecondsEach,
  comparison: baselineIsFaster(ours),
};

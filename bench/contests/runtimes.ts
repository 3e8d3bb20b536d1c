import { fileURLToPath } from 'node:url';
import type { Contest, Contestant } from './contest.ts';
import { argumentsFor, chapter, describeNetwork } from './networks.ts';
import { relativeTo, stepsPerSecond } from './units.ts';

const inBench = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const bundle = inBench('dist/feedforward.js');
/** Bun alone would follow the root's paths to the packages' sources. */
const withoutPaths = ['--tsconfig-override', inBench('../tsconfig.base.json')];
const baseline = 'Node 24';

function contestant(name: string, command: string, ...options: string[]): Contestant {
  const args = [...options, bundle, ...argumentsFor(chapter)];
  return { name, command, args, env: { DENO_NO_UPDATE_CHECK: '1' } };
}

/** The same program in every runtime; in JavaScript, since Node 20 takes no TypeScript. */
export const runtimes: Contest = {
  id: 'runtimes',
  title: `Runtimes: ${describeNetwork(chapter)}`,
  text: 'Our training steps in each JavaScript runtime.',
  contestants: [
    contestant(baseline, process.execPath),
    contestant('Node 20', inBench('node_modules/node-20/bin/node')),
    contestant('Deno', inBench('node_modules/.bin/deno'), 'run', '--allow-all', '--no-lock'),
    contestant('Bun', inBench('node_modules/.bin/bun'), 'run', ...withoutPaths),
  ],
  baseline,
  unit: stepsPerSecond,
  comparison: relativeTo(baseline),
  async prepare() {
    const { build } = await import('esbuild');
    await build({
      entryPoints: [inBench('contestants/feedforward.ts')],
      outfile: bundle,
      bundle: true,
      packages: 'external', // as they are published
      tsconfigRaw: {}, // not by the paths to their sources
      format: 'esm',
      target: 'es2022',
      logLevel: 'warning',
    });
  },
};

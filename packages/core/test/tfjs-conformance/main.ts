// The program that `runOpTests` bundles and starts: runs the tests on the variant that its argument names, and prints
// a `Report`.
import { Console } from 'node:console';
import { collectOutcomes } from './collect.ts';
import { env } from './jasmine.ts';
import './op-tests.ts';
import type { Report } from './outcome.ts';
import { start } from './start.ts';

globalThis.console = new Console(process.stderr); // tfjs-core and its tests log, and the output is for the report

async function main(): Promise<void> {
  const replacedKernels = await start(process.argv[2] === 'ours' ? 'ours' : 'stock');
  const report: Report = { replacedKernels, outcomes: await collectOutcomes(env) };
  process.stdout.write(JSON.stringify(report));
}

void main();

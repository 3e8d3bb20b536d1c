import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Output, type RunOptions, run } from './run.ts';

/** A JavaScript runtime that runs TypeScript programs. */
export interface Runtime {
  name: string;
  /** False where this platform has no build of it. */
  isAvailable: boolean;
  run(program: string, options: RunOptions, args?: readonly string[]): Promise<Output>;
}

function runtime(name: string, command: string, args: readonly string[], env: Record<string, string> = {}): Runtime {
  return {
    name,
    isAvailable: existsSync(command),
    run: (program, options, more = []) =>
      run(command, [...args, program, ...more], { ...options, env: { ...env, ...options.env } }),
  };
}

const installed = (path: string): string => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

export const node24: Runtime = runtime('Node 24', process.execPath, []);

/** Where the packages promise to work. Node 20 is the oldest version that they name. */
export const runtimes: readonly Runtime[] = [
  node24,
  runtime('Node 20.16', installed('node-20/bin/node'), ['--import', 'tsx']),
  runtime('Deno 2', installed('.bin/deno'), ['run', '--allow-all', '--no-lock'], { DENO_NO_UPDATE_CHECK: '1' }),
  runtime('Bun 1', installed('.bin/bun'), ['run']),
];

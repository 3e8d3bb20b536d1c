import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Report, Variant } from './outcome.ts';

/** Runs tfjs-core's tests on stock kernels and on ours, each in a process of its own. */
export async function runOpTests(): Promise<Record<Variant, Report>> {
  const folder = await mkdtemp(join(tmpdir(), 'feedforward-tfjs-tests-'));
  try {
    const program = join(folder, 'main.cjs');
    await bundle(program);
    const [stock, ours] = await Promise.all([run(program, 'stock'), run(program, 'ours')]);
    return { stock, ours };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The tests are ES modules in a package that Node takes for CommonJS, so they run only bundled. */
async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'], // the backend's tfjs-core is then the one whose files the tests import
    ignoreAnnotations: true, // tfjs-core's `sideEffects` does not list its tests
    loader: { '.wasm': 'base64' },
    logLevel: 'error',
  });
}

async function run(program: string, variant: Variant): Promise<Report> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, variant], {
    maxBuffer: 2 ** 26,
    timeout: 120_000, // a kernel may not end
  });
  return JSON.parse(stdout);
}

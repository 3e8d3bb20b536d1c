import { globSync, readFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it, type TestContext } from 'vitest';
import { examplePrograms } from './example-programs.ts';
import { type Runtime, runtimes } from './runtimes.ts';
import { typeErrors } from './type-errors.ts';

const source = fileURLToPath(new URL('../examples', import.meta.url));
const folder = join(inject('project'), 'examples-folder');
const paths = globSync('**/*.ts', { cwd: source, exclude: ['node_modules'] }).sort();
const outputs = new Map<string, Promise<string>>();

/** What an example prints when it runs for one epoch, in the user's project; it is run once in each runtime. */
function outputOf(path: string, runtime: Runtime, { skip }: TestContext): Promise<string> {
  skip(!runtime.isAvailable, `there is no ${runtime.name} for ${process.platform} ${process.arch}`);
  const key = `${runtime.name} ${path}`;
  const output = outputs.get(key) ?? run(path, runtime);
  outputs.set(key, output);
  return output;
}

/** In a folder of its own, since some leave checkpoints from which the next run would go on. */
async function run(path: string, runtime: Runtime): Promise<string> {
  const cwd = join(folder, runtime.name);
  await copyTo(cwd, path);
  return (await runtime.run(path, { cwd, env: { FEEDFORWARD_EPOCHS: '1' } })).stdout;
}

async function copyTo(to: string, path: string): Promise<void> {
  await mkdir(dirname(join(to, path)), { recursive: true });
  await copyFile(join(source, path), join(to, path));
}

describe('the programs in examples/', () => {
  beforeAll(async () => {
    for (const path of paths) await copyTo(folder, path);
  });

  it('are all here', () => {
    expect(Object.keys(examplePrograms).sort()).toEqual(paths);
  });

  it('pass tsc --strict', async () => {
    const options = '--strict --noEmit --module nodenext --target es2022 --lib es2023,dom --types node';
    expect(await typeErrors([...options.split(' '), ...paths], folder)).toEqual([]);
  });

  describe.for(runtimes)('in $name', (runtime) => {
    it.for(Object.entries(examplePrograms))('%s prints what it must', async ([path, check], context) => {
      check(await outputOf(path, runtime, context));
    });
  });

  const exact = paths.filter((path) => readFileSync(join(source, path), 'utf8').includes('deterministic: true'));

  it.for(exact)('%s, which asks for it, prints the same in every runtime', async (path, context) => {
    const all: string[] = [];
    for (const runtime of runtimes.filter(({ isAvailable }) => isAvailable)) {
      all.push(await outputOf(path, runtime, context));
    }
    expect(new Set(all).size).toBe(1);
  });
});

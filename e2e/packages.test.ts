import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { examplesIn, firstMissing } from './examples.ts';
import { run } from './run.ts';
import { node24 } from './runtimes.ts';

const tarballs = Object.entries(inject('tarballs'));
const cwd = fileURLToPath(new URL('.', import.meta.url));
const bin = (name: string): string => join(cwd, 'node_modules/.bin', name);

describe.for(tarballs)('%s', ([, tarball]) => {
  it('holds its licence, its README and what it exports, and no tests', async () => {
    const files = (await run('tar', ['-tzf', tarball], { cwd })).stdout.trim().split('\n');
    expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/README.md', 'package/dist/index.js']));
    expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
  });

  it('passes publint', async () => {
    await run(bin('publint'), ['run', tarball, '--strict'], { cwd });
  });

  it('has types that resolve for ESM users', async () => {
    await run(bin('attw'), [tarball, '--profile', 'esm-only'], { cwd });
  });
});

describe.for(['random', 'checkpoint'])('%s alone', (name) => {
  it('installs in an empty folder and runs the example of its README', async () => {
    const project = await mkdtemp(join(tmpdir(), `feedforward-${name}-`));
    onTestFinished(() => rm(project, { recursive: true }));
    await writeFile(join(project, 'package.json'), '{}');
    await run('npm', ['install', inject('tarballs')[`@feedforward/${name}`]!], { cwd: project });
    const readme = await readFile(join(project, `node_modules/@feedforward/${name}/README.md`), 'utf8');
    const [example] = examplesIn(readme);
    await writeFile(join(project, 'example.mts'), example!.code);
    const { stdout } = await node24.run('example.mts', { cwd: project });
    expect(firstMissing(example!.printed, stdout)).toBeUndefined();
  });
});

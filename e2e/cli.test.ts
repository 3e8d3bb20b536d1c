import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { numberAfter } from './programs.ts';
import { run } from './run.ts';
import { runtimes } from './runtimes.ts';

const project = inject('project');

describe('the installed command', () => {
  it('answers to its name', async () => {
    const { stdout } = await run(join(project, 'node_modules/.bin/feedforward'), ['--help'], { cwd: project });
    expect(stdout).toContain('train');
  });

  it.for(runtimes)('starts the backend and trains in $name', async (runtime, { skip }) => {
    skip(!runtime.isAvailable, `there is no ${runtime.name} for ${process.platform} ${process.arch}`);
    const index = 'node_modules/@feedforward/cli/dist/index.js';
    const command = (name: string) => runtime.run(index, { cwd: project }, [name]);
    expect((await command('info')).stdout).toMatch(/backend +wasm/);
    expect(numberAfter('intercept', (await command('iris')).stdout)).toBe(4);
  });
});

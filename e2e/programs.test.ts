import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it, type TestContext } from 'vitest';
import { folder, numberAfter, programs } from './programs.ts';
import { type Runtime, runtimes } from './runtimes.ts';

const project = inject('project');

/** Runs a program for one epoch in the user's project, as it stands. */
async function output(runtime: Runtime, name: string, { skip }: TestContext): Promise<string> {
  const source = join(folder ?? '', `${name}.ts`);
  skip(!folder || !existsSync(source), 'the programs are not beside the project');
  skip(!runtime.isAvailable, `there is no ${runtime.name} for ${process.platform} ${process.arch}`);
  await copyFile(source, join(project, `${name}.ts`));
  const { stdout } = await runtime.run(`${name}.ts`, { cwd: project, env: { FEEDFORWARD_EPOCHS: '1' } });
  return stdout;
}

describe.for(runtimes)('in $name', (runtime) => {
  it.for(Object.entries(programs))('%s prints what it must', async ([name, check], context) => {
    check(await output(runtime, name, context));
  });
});

describe('the loop written out, own-step', () => {
  it('gives what the loop of mnist-low-level gives, number for number', async (context) => {
    const [runtime] = runtimes;
    const whole = await output(runtime!, 'mnist-low-level', context);
    const steps = await output(runtime!, 'own-step', context);
    expect(numberAfter('0 Val accuracy:', steps)).toBe(numberAfter('Val accuracy:', whole));
  });
});

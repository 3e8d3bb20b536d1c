import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, inject, it, type TestContext } from 'vitest';
import { folder, givenTo, numberAfter, programs } from './programs.ts';
import { node24, runtimes } from './runtimes.ts';

const project = inject('project');
const prepared = new Map<string, Promise<unknown>>();

/** A program's arguments, after what they name was made. */
async function argumentsOf(name: string): Promise<readonly string[]> {
  const given = givenTo[name];
  if (!given) return [];
  if (!prepared.has(name)) prepared.set(name, prepare(given));
  await prepared.get(name);
  return given.args;
}

async function prepare({ script, args }: (typeof givenTo)[string]): Promise<void> {
  await copyFile(script, join(project, basename(script)));
  await node24.run(basename(script), { cwd: project }, args);
}

describe.for(runtimes)('in $name', (runtime) => {
  const outputs = new Map<string, Promise<string>>();

  /** Runs a program in the user's project, as it stands, for one epoch; the second time, gives what it printed. */
  function output(name: string, { skip }: TestContext): Promise<string> {
    const source = join(folder ?? '', `${name}.ts`);
    skip(!folder || !existsSync(source), 'the programs are not beside the project');
    skip(!runtime.isAvailable, `there is no ${runtime.name} for ${process.platform} ${process.arch}`);
    const started = outputs.get(name) ?? start(name, source);
    outputs.set(name, started);
    return started;
  }

  async function start(name: string, source: string): Promise<string> {
    await copyFile(source, join(project, `${name}.ts`));
    const options = { cwd: project, env: { FEEDFORWARD_EPOCHS: '1' } };
    return (await runtime.run(`${name}.ts`, options, await argumentsOf(name))).stdout;
  }

  it.for(Object.entries(programs))('%s prints what it must', async ([name, check], context) => {
    check(await output(name, context));
  });

  it('own-step, the loop written out, gives what mnist-low-level gives, number for number', async (context) => {
    const whole = await output('mnist-low-level', context);
    const steps = await output('own-step', context);
    expect(numberAfter('0 Val accuracy:', steps)).toBe(numberAfter('Val accuracy:', whole));
  });
});

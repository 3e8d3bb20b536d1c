import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { node24, runtimes } from './runtimes.ts';
import { typeErrors } from './type-errors.ts';

const writeNetwork = fileURLToPath(new URL('module/write-network.ts', import.meta.url));
const predict = fileURLToPath(new URL('module/predict.js', import.meta.url));
const files = ['./network-outputs.js', './network.js', './network-beside.js'];
const folder = join(inject('project'), 'module');

describe('a network that was exported as a module', () => {
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    await copyFile(writeNetwork, join(folder, 'write-network.ts'));
    await copyFile(predict, join(folder, 'predict.js'));
    await node24.run('write-network.ts', { cwd: folder });
  });

  it.for(runtimes)('predicts what its trainer does, in $name', async (runtime, { skip }) => {
    skip(!runtime.isAvailable, `there is no ${runtime.name} for ${process.platform} ${process.arch}`);
    const { stdout } = await runtime.run('predict.js', { cwd: folder }, files);
    const distances = Array.from(stdout.matchAll(/^examples 150 distance (\S+)$/gm), ([, distance]) =>
      Number(distance),
    );
    expect(distances).toHaveLength(2);
    expect(Math.max(...distances)).toBeLessThan(1e-5);
  });

  it('passes tsc --strict', async () => {
    const options = '--strict --allowJs --checkJs --noEmit --module nodenext --target es2022 --lib es2022,dom';
    expect(await typeErrors([...options.split(' '), 'network.js', 'network-beside.js'], folder)).toEqual([]);
  });
});

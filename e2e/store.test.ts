import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { runtimes } from './runtimes.ts';

const folder = join(inject('project'), 'store');

describe('a store in a folder', () => {
  beforeAll(async () => {
    await mkdir(folder);
    const program = fileURLToPath(new URL('store/die-while-saving.ts', import.meta.url));
    await copyFile(program, join(folder, 'die-while-saving.ts'));
  });

  // Each goes on from what the one before it left, whose lock nobody released.
  it.each(runtimes.filter(({ isAvailable }) => isAvailable).map((runtime, i) => [runtime.name, i, runtime] as const))(
    'is gone on from in %s, though whoever had it was killed',
    async (_, i, runtime) => {
      const output = await runtime.run('die-while-saving.ts', { cwd: folder }).then(
        ({ stdout }) => stdout,
        (error: unknown) => String(error), // it was killed, and this holds all that it printed
      );
      const printed: unknown = JSON.parse(/\{"from.*\}/.exec(output)?.[0] ?? JSON.stringify(output));
      expect(printed).toEqual({ from: 2 * i, steps: `${2 * i + 1},${2 * i + 2}`, second: 'refused' });
      const left = await readdir(join(folder, 'run'));
      expect(left.filter((name) => name.startsWith('.lock-'))).toHaveLength(1);
    },
  );
});

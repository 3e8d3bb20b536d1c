import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { runtimes } from './runtimes.ts';

const project = inject('project');
const source = fileURLToPath(new URL('reproducibility/train.ts', import.meta.url));

describe('training that is to be deterministic', () => {
  it('comes to the same bits in every runtime', async () => {
    await copyFile(source, join(project, 'reproducibility.ts'));
    const outputs = new Map<string, string>();
    for (const runtime of runtimes.filter(({ isAvailable }) => isAvailable)) {
      outputs.set(runtime.name, (await runtime.run('reproducibility.ts', { cwd: project })).stdout);
    }
    const [expected, ...others] = outputs.values();
    expect(expected!.trim().split('\n')).toHaveLength(4 * 8);
    for (const output of others) expect(output).toBe(expected);
  });
});

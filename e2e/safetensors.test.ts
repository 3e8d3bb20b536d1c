import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { node24 } from './runtimes.ts';

const project = inject('project');
const script = fileURLToPath(new URL('safetensors/evaluate-dfdx.ts', import.meta.url));
const file = fileURLToPath(new URL('../../shared/fixtures/safetensors-mnist/dfdx.safetensors', import.meta.url));

describe.skipIf(!existsSync(file))('a network of another library (skipped without ../shared/fixtures)', () => {
  it('has the accuracy here that it had there', async () => {
    await copyFile(script, join(project, 'evaluate-dfdx.ts'));
    const { stdout } = await node24.run('evaluate-dfdx.ts', { cwd: project }, [file]);
    expect(stdout.trim()).toBe('accuracy 0.9849');
  });
});

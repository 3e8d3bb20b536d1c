import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { folder, programs } from './programs.ts';
import { typeErrors } from './type-errors.ts';

const project = inject('project');

describe('the types that a user sees', () => {
  it.for([
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ])('let the programs pass tsc --strict with moduleResolution $moduleResolution', async (modules, { skip }) => {
    if (!folder) return skip('the programs are not beside the project');
    const files = Object.keys(programs).map((name) => `${name}.ts`);
    for (const file of files) await copyFile(join(folder, file), join(project, file));
    const config = join(project, `tsconfig.${modules.moduleResolution}.json`);
    const compilerOptions = { ...modules, strict: true, noEmit: true, target: 'es2022', types: ['node'] };
    await writeFile(config, JSON.stringify({ compilerOptions, files }));
    expect(await typeErrors(['-p', config], project)).toEqual([]);
  });
});

import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { run } from './run.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A user's project, outside of the repository, with every public package installed from its tarball. */
    project: string;
    /** The tarballs, by the names of their packages. */
    tarballs: Record<string, string>;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** What programs need beside the packages: types, and a runner for Node 20, which does not strip types. */
const tools = ['@types/node@24', 'tsx@4'];

/** Packs what would be published and installs it as a user would, once for all tests of this folder. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'feedforward-e2e-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const tarballs = await packAll(join(folder, 'tarballs'));
    provide('tarballs', tarballs);
    provide('project', await install(Object.values(tarballs), join(folder, 'project')));
  } catch (error) {
    await remove();
    throw error;
  }
  return remove;
}

async function install(tarballs: readonly string[], project: string): Promise<string> {
  await mkdir(project);
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }));
  await run('npm', ['install', '--no-audit', '--no-fund', ...tarballs, ...tools], { cwd: project });
  return project;
}

async function packAll(destination: string): Promise<Record<string, string>> {
  const tarballs: Record<string, string> = {};
  for (const path of globSync(['packages/*/package.json', 'apps/*/package.json'], { cwd: root })) {
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8'));
    if (manifest.private) continue;
    const cwd = join(root, dirname(path));
    if (!existsSync(join(cwd, 'dist'))) {
      throw new Error(`Cannot pack ${manifest.name}: it is not built. "npm test" builds before it tests.`);
    }
    const { stdout } = await run('pnpm', ['pack', '--json', '--pack-destination', destination], { cwd });
    tarballs[manifest.name] = JSON.parse(stdout).filename;
  }
  return tarballs;
}

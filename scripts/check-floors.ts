// Exits with 1, and says where, when a package imports what it may not. See floors.ts.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Package, violations } from './floors.ts';

type Manifest = Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies' | 'peerDependencies',
  object | undefined
>;

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8'));
}

const ofRoot = Object.keys(readManifest('package.json').devDependencies ?? {});
const isSource = (path: string): boolean => !/\/(node_modules|dist)\//.test(path) && !path.endsWith('.d.ts');

const problems = globSync([
  'packages/*/package.json',
  'apps/*/package.json',
  'bench/package.json',
  'e2e/package.json',
  'examples/package.json',
]).flatMap((path) => {
  const manifest = readManifest(path);
  const owner: Package = {
    name: basename(dirname(path)),
    dependencies: Object.keys({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...manifest.optionalDependencies,
    }),
    devDependencies: [...Object.keys(manifest.devDependencies ?? {}), ...ofRoot],
  };
  const files = globSync(`${dirname(path)}/**/*.ts`).filter(isSource);
  return files.flatMap((file) => violations(owner, file, readFileSync(file, 'utf8')));
});

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

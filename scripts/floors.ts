import { mentions } from './imports.ts';

/** The floor of every library package: an import may only go down. What is not listed (apps, end-to-end tests) is above. */
const floors: Readonly<Record<string, number>> = {
  random: 0,
  mnist: 0,
  core: 1,
  datasets: 1,
  checkpoint: 1,
  layers: 2,
  metrics: 2,
  training: 3,
  estimators: 4,
};
const topFloor = 5;
const withoutTfjs = ['random', 'mnist', 'datasets', 'checkpoint'];
const wasmBackend = '@tensorflow/tfjs-backend-wasm';

/** A workspace package, as far as its imports go. */
export interface Package {
  /** The name of its folder, which is its npm name without the scope. */
  name: string;
  /** What it may import when installed: its dependencies, peers and optional dependencies. */
  dependencies: readonly string[];
  /** What its tests and scripts may import as well, its root's included. */
  devDependencies: readonly string[];
}

/**
 * What one file of a package does that it may not, as messages; none when all is well.
 *
 * @param path - Of the file, from the root of the repository. Tests (`*.test.ts`) and what lies outside `src` may
 * also import development dependencies and the test contracts, and are free in their use of `Math.random`.
 */
export function violations(owner: Package, path: string, source: string): string[] {
  const isShipped = path.includes('/src/') && !path.endsWith('.test.ts') && owner.name !== 'contracts';
  const found: string[] = [];
  for (const { kind, text, line } of mentions(path, source)) {
    const report = (message: string): number => found.push(`${path}:${line}: ${message}`);
    if (namesPackage(text, wasmBackend) && owner.name in floors && owner.name !== 'core') {
      report(`"${owner.name}" names ${wasmBackend}. Only core does; use its ready().`);
    } else if (kind === 'Math.random' && isShipped) {
      report('Math.random is not seeded. Draw from the RandomState that is passed in.');
    } else if (kind === 'import' && isShipped && owner.name in floors && text.startsWith('node:')) {
      report(`"${owner.name}" imports "${text}", which browsers do not have.`);
    } else if (kind.endsWith('import') && !/^(\.|node:)/.test(text)) {
      const problem = importProblem(owner, text, isShipped);
      if (problem) report(problem);
    }
  }
  return found;
}

function importProblem(owner: Package, specifier: string, isShipped: boolean): string | undefined {
  const name = packageOf(specifier);
  if (name.startsWith('@tensorflow/') && withoutTfjs.includes(owner.name)) {
    return `"${owner.name}" imports "${specifier}", but is to stay free of tfjs.`;
  }
  if (name.startsWith('@feedforward/')) {
    const target = name.slice('@feedforward/'.length);
    if (target === owner.name) return `"${owner.name}" imports itself as "${specifier}". Import the file.`;
    if (target === 'contracts') return isShipped ? `"${specifier}" is for tests only.` : undefined;
    const [from, to] = [floorOf(owner.name), floorOf(target)];
    if (to >= from) {
      return `"${owner.name}" (floor ${from}) imports "${specifier}" (floor ${to}). Imports only go down.`;
    }
  }
  if (owner.dependencies.includes(name) || (!isShipped && owner.devDependencies.includes(name))) return undefined;
  return `"${owner.name}" imports "${specifier}", but its package.json does not declare ${name}.`;
}

function floorOf(name: string): number {
  return floors[name] ?? topFloor;
}

/** `@scope/name/path` or `name/path`, without the path. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function namesPackage(text: string, name: string): boolean {
  return text === name || text.startsWith(`${name}/`);
}

import { createRequire } from 'node:module';

const manifest: { devDependencies: Record<string, string> } = createRequire(import.meta.url)('../package.json');

/** The runtime and these packages, whose versions the manifest pins. */
export function versionsOf(...packages: readonly string[]): string[] {
  return [runtimeVersion(), ...packages.map((name) => `${name} ${manifest.devDependencies[name]}`)];
}

function runtimeVersion(): string {
  const { deno, bun, node } = process.versions;
  if (deno) return `Deno ${deno}`;
  return bun ? `Bun ${bun}` : `Node ${node}`;
}

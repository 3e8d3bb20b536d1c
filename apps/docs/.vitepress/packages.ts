import { existsSync, readdirSync } from 'node:fs';

const folder = new URL('../../../packages/', import.meta.url);

/** The packages that have something to say, by name. */
export const packages: readonly { name: string; readme: URL }[] = readdirSync(folder)
  .map((name) => ({ name, readme: new URL(`${name}/README.md`, folder) }))
  .filter(({ readme }) => existsSync(readme));

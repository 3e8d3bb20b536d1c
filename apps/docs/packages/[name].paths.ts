import { readFileSync } from 'node:fs';
import { packages } from '../.vitepress/packages.ts';

/** A page for every package: its README. */
export default {
  watch: ['../../../packages/*/README.md'],
  paths: (): { params: { name: string }; content: string }[] =>
    packages.map(({ name, readme }) => ({ params: { name }, content: readFileSync(readme, 'utf8') })),
};

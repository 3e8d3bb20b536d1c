import { readFileSync } from 'node:fs';
import { packages } from '../.vitepress/packages.ts';

/** READMEs link to each other's folders, which are pages here. */
const withLinksToPages = (readme: string): string => readme.replaceAll(/\]\(\.\.\/(\w+)\/?\)/g, '](./$1)');

interface Page {
  params: { name: string };
  content: string;
}

/** A page for every package: its README. */
const routes: { watch: string[]; paths: () => Page[] } = {
  watch: ['../../../packages/*/README.md'],
  paths: () =>
    packages.map(({ name, readme }) => ({
      params: { name },
      content: withLinksToPages(readFileSync(readme, 'utf8')),
    })),
};

export default routes;

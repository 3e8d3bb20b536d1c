import { defineConfig, type UserConfig } from 'vitepress';
import { packages } from './packages.ts';

const config: UserConfig = defineConfig({
  title: 'Feedforward',
  description: 'Multilayer perceptrons in TypeScript, on WebAssembly SIMD, in any JavaScript runtime.',
  themeConfig: {
    nav: [{ text: 'Getting started', link: '/getting-started' }],
    sidebar: [
      { text: 'Guide', items: [{ text: 'Getting started', link: '/getting-started' }] },
      { text: 'Packages', items: packages.map(({ name }) => ({ text: name, link: `/packages/${name}` })) },
    ],
    search: { provider: 'local' },
  },
});

export default config;

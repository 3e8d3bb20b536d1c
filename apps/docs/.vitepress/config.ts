import { defineConfig, type UserConfig } from 'vitepress';
import { packages } from './packages.ts';

const guide = [
  { text: 'Getting started', link: '/getting-started' },
  { text: 'Chapter 10', link: '/chapter-10' },
  { text: 'The low-level road', link: '/low-level-road' },
  { text: 'Transfer', link: '/transfer' },
  { text: 'Benchmarks', link: '/benchmarks' },
];

const config: UserConfig = defineConfig({
  title: 'Feedforward',
  description: 'Multilayer perceptrons in TypeScript, on WebAssembly SIMD, in any JavaScript runtime.',
  themeConfig: {
    nav: guide,
    sidebar: [
      { text: 'Guide', items: guide },
      { text: 'Packages', items: packages.map(({ name }) => ({ text: name, link: `/packages/${name}` })) },
    ],
    search: { provider: 'local' },
  },
});

export default config;

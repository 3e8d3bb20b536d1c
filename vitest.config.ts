import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type ViteUserConfig } from 'vitest/config';

/** What tsup's base64 loader does at build time. */
const wasmAsBase64: Plugin = {
  name: 'wasm-as-base64',
  enforce: 'pre',
  load: (id) => (id.endsWith('.wasm') ? `export default ${JSON.stringify(readFileSync(id, 'base64'))}` : undefined),
};

const packages = fileURLToPath(new URL('packages', import.meta.url));

const config: ViteUserConfig = defineConfig({
  plugins: [wasmAsBase64],
  resolve: {
    alias: [
      { find: /^@feedforward\/metrics\/losses$/, replacement: `${packages}/metrics/src/losses/index.ts` },
      { find: /^@feedforward\/(?!mnist)([^/]+)$/, replacement: `${packages}/$1/src/index.ts` },
    ],
  },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});

export default config;

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
      { find: /^@feedforward\/core\/kernels$/, replacement: `${packages}/core/src/kernels/index.ts` },
      { find: /^@feedforward\/checkpoint\/keras$/, replacement: `${packages}/checkpoint/src/keras/index.ts` },
      { find: /^@feedforward\/checkpoint\/numpy$/, replacement: `${packages}/checkpoint/src/numpy/index.ts` },
      {
        find: /^@feedforward\/checkpoint\/tensorboard$/,
        replacement: `${packages}/checkpoint/src/tensorboard/index.ts`,
      },
      { find: /^@feedforward\/checkpoint\/tensorflow$/, replacement: `${packages}/checkpoint/src/tensorflow/index.ts` },
      { find: /^@feedforward\/checkpoint\/tfjs$/, replacement: `${packages}/checkpoint/src/tfjs/index.ts` },
      { find: /^@feedforward\/checkpoint\/module$/, replacement: `${packages}/checkpoint/src/module/index.ts` },
      { find: /^@feedforward\/checkpoint\/onnx$/, replacement: `${packages}/checkpoint/src/onnx/index.ts` },
      { find: /^@feedforward\/metrics\/losses$/, replacement: `${packages}/metrics/src/losses/index.ts` },
      { find: /^@feedforward\/(?!mnist)([^/]+)$/, replacement: `${packages}/$1/src/index.ts` },
    ],
  },
  test: {
    reporters: ['default', './scripts/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    server: { deps: { inline: [/\.wasm$/] } }, // else Node would import it, and the plugin not see it
    projects: [
      {
        extends: true,
        test: {
          name: 'sources',
          include: ['{packages,apps}/*/{src,test}/**/*.test.ts', '{bench,scripts}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: 'e2e/install.ts',
          testTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

export default config;

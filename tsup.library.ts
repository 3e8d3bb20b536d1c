import { readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

/** The entries of a package are what its package.json exports: `./dist/x.js` is built from `src/x.ts`. */
function entriesOf(packageJson: { exports: Record<string, string | { default: string }> }): string[] {
  return Object.values(packageJson.exports).flatMap((target) =>
    typeof target === 'object' ? [target.default.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts')] : [],
  );
}

/** How every package here is built: ESM only, with declarations, beside its sources in `dist`. */
export const library: ReturnType<typeof defineConfig> = defineConfig({
  entry: entriesOf(JSON.parse(readFileSync('package.json', 'utf8'))),
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  tsconfig: '../../tsconfig.build.json',
  dts: true,
  sourcemap: true,
  clean: true,
  loader: { '.wasm': 'base64' },
  noExternal: [/\.wasm$/], // embedded, though it belongs to a peer dependency
});

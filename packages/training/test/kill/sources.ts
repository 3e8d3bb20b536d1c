// Preloaded (`node --import`), so that a process of its own runs the packages' sources, as the tests do.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const packages = new URL('../../../', import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    const [, name, path] = /^@feedforward\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
    if (!name) return next(specifier, context);
    return { url: new URL(`${name}/src/${path ? `${path}/` : ''}index.ts`, packages).href, shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.endsWith('.wasm') || !existsSync(fileURLToPath(url))) return next(url, context);
    const source = `export default ${JSON.stringify(readFileSync(fileURLToPath(url), 'base64'))}`;
    return { format: 'module', source, shortCircuit: true };
  },
});

import { describe, expect, it } from 'vitest';
import { type Package, violations } from './floors.ts';

const layers: Package = {
  name: 'layers',
  dependencies: ['@feedforward/core', '@feedforward/random', '@feedforward/training', '@tensorflow/tfjs-core'],
  devDependencies: ['vitest'],
};
const random: Package = { name: 'random', dependencies: ['@tensorflow/tfjs-core'], devDependencies: ['vitest'] };
const cli: Package = { name: 'cli', dependencies: ['@feedforward/estimators'], devDependencies: [] };

describe('violations', () => {
  const file = 'packages/layers/src/dense.ts';

  it('lets an import go down', () => {
    const source = `import { RandomState } from '@feedforward/random';\nimport * as tf from '@tensorflow/tfjs-core';`;
    expect(violations(layers, file, source)).toEqual([]);
  });

  it.each([
    ['a static import', `import { Trainer } from '@feedforward/training';`],
    ['an import of types', `import type { Trainer } from '@feedforward/training';`],
    ['an import for its effect', `import '@feedforward/training';`],
    ['an export from', `export { Trainer } from '@feedforward/training';`],
    ['an import()', `const { Trainer } = await import('@feedforward/training');`],
    ['an import type', `let trainer: import('@feedforward/training').Trainer;`],
  ])('reports %s that goes up, with file, import and floors', (_, source) => {
    expect(violations(layers, file, `// one line before\n${source}`)).toEqual([
      `${file}:2: "layers" (floor 2) imports "@feedforward/training" (floor 3). Imports only go down.`,
    ]);
  });

  it('takes no comment and no string for an import', () => {
    const source = `// import '@feedforward/training'\nconst s = "import '@feedforward/training'";`;
    expect(violations(layers, file, source)).toEqual([]);
  });

  it('reports a neighbour on the same floor', () => {
    expect(violations(layers, file, `import '@feedforward/metrics/losses';`)).toEqual([
      `${file}:1: "layers" (floor 2) imports "@feedforward/metrics/losses" (floor 2). Imports only go down.`,
    ]);
  });

  it('reports what package.json does not declare', () => {
    expect(violations(layers, file, `import { parse } from 'csv-parse/sync';`)).toEqual([
      `${file}:1: "layers" imports "csv-parse/sync", but its package.json does not declare csv-parse.`,
    ]);
    expect(violations(layers, file, `import { it } from 'vitest';`)).toHaveLength(1);
    expect(violations(layers, 'packages/layers/src/dense.test.ts', `import { it } from 'vitest';`)).toEqual([]);
  });

  it('lets only tests import the contracts', () => {
    const source = `import { checkLayer } from '@feedforward/contracts';`;
    expect(violations(layers, 'packages/layers/src/dense.test.ts', source)).toEqual([]);
    expect(violations(layers, file, source)).toEqual([`${file}:1: "@feedforward/contracts" is for tests only.`]);
  });

  it('holds tests to the floors too', () => {
    const source = `import '@feedforward/training';`;
    expect(violations(layers, 'packages/layers/src/dense.test.ts', source)).toHaveLength(1);
  });

  it.each([
    `import '@tensorflow/tfjs-backend-wasm';`,
    `import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm');`,
  ])('lets only core name the WASM backend: %s', (source) => {
    const core: Package = { name: 'core', dependencies: ['@tensorflow/tfjs-backend-wasm'], devDependencies: [] };
    expect(violations(core, 'packages/core/src/ready.ts', source)).toEqual([]);
    expect(violations(layers, file, source)).toEqual([
      `${file}:1: "layers" names @tensorflow/tfjs-backend-wasm. Only core does; use its ready().`,
    ]);
  });

  it('keeps random free of tfjs, declared or not', () => {
    expect(violations(random, 'packages/random/src/index.ts', `import '@tensorflow/tfjs-core';`)).toEqual([
      'packages/random/src/index.ts:1: "random" imports "@tensorflow/tfjs-core", but is to stay free of tfjs.',
    ]);
  });

  it('keeps Node builtins out of libraries, not out of their tests and the apps', () => {
    const source = `import { readFile } from 'node:fs/promises';`;
    expect(violations(layers, file, source)).toEqual([
      `${file}:1: "layers" imports "node:fs/promises", which browsers do not have.`,
    ]);
    expect(violations(layers, 'packages/layers/src/dense.test.ts', source)).toEqual([]);
    expect(violations(cli, 'apps/cli/src/index.ts', source)).toEqual([]);
    expect(violations(layers, file, `import type fs from 'node:fs/promises';`)).toEqual([]);
  });

  it.each(['Math.random()', `Math['random']()`, 'const { random } = Math;', 'const { random: draw } = Math;'])(
    'reports unseeded randomness: %s',
    (source) => {
      expect(violations(layers, file, source)).toEqual([
        `${file}:1: Math.random is not seeded. Draw from the RandomState that is passed in.`,
      ]);
    },
  );

  it('lets an app import every package, and a package no app', () => {
    expect(violations(cli, 'apps/cli/src/index.ts', `import '@feedforward/estimators';`)).toEqual([]);
    expect(violations(layers, file, `import '@feedforward/cli';`)).toEqual([
      `${file}:1: "layers" (floor 2) imports "@feedforward/cli" (floor 5). Imports only go down.`,
    ]);
  });
});

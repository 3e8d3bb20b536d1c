import { expect, it } from 'vitest';
import { programName } from './program-name.ts';

it.each([
  ['in a clone', '/home/me/feedforward/apps/cli/dist/index.js', 'node apps/cli/dist/index.js'],
  ['linked on the path', '/usr/local/bin/feedforward', 'feedforward'],
  ['installed for all', '/usr/lib/node_modules/@feedforward/cli/dist/index.js', 'feedforward'],
  ['installed here', '/home/me/feedforward/node_modules/.bin/feedforward', 'npx feedforward'],
  ['fetched by npx', '/home/me/.npm/_npx/1a2b/node_modules/.bin/feedforward', 'npx @feedforward/cli'],
])('programName is what to type %s', (_, script, expected) => {
  expect(programName(script, '/home/me/feedforward')).toBe(expected);
});

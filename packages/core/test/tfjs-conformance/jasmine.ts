import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
// Not `jasmine-core` itself, which lists its folder as it loads and so cannot be bundled.
import jasmineRequire, { type Env } from 'jasmine-core/lib/jasmine-core/jasmine.js';

const jasmine = jasmineRequire.core(jasmineRequire);

/** Where the specs of tfjs-core gather, as their files load. */
export const env: Env = jasmine.getEnv();

env.configure({ random: false });
Object.assign(globalThis, jasmineRequire.interface(jasmine, env));
setTestEnvs([{ name: 'wasm', backendName: 'wasm', isDataSync: true }]);

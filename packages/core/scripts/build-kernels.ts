// Compiles the kernels: with and without relaxed SIMD, each for a memory of its own and for one shared by threads.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** No heap and no static data: a module may work in a memory that is another's, such as tfjs's. */
const everywhere = [
  ...['--baseDir', folder, '--runtime', 'stub', '--importMemory'],
  ...['-O3', '--noAssert', '--enable', 'simd', '--disableWarning'],
];
const relaxed = ['--enable', 'relaxed-simd'];
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

const builds: Readonly<Record<string, readonly string[]>> = {
  simd: [],
  relaxed,
  'simd-shared': shared,
  'relaxed-shared': [...relaxed, ...shared],
};

mkdirSync(`${folder}/build`, { recursive: true });
for (const [name, options] of Object.entries(builds)) {
  const { error, stderr } = await asc.main([
    'assembly/index.ts',
    ...['--outFile', `build/kernels-${name}.wasm`],
    ...everywhere,
    ...options,
  ]);
  if (error) throw new Error(`Cannot compile the kernels (${name}): ${error.message}\n${stderr.toString()}`);
}

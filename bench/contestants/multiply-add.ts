// The bound of all products: how fast this machine can multiply and add within WebAssembly. A step is a billion
// floating-point operations.
import { accumulators, multiplyAddModule } from './multiply-add-module.ts';
import { repeat } from './repeat.ts';
import { type Run, serve } from './serve.ts';
import { versionsOf } from './versions.ts';

const loops = 100_000;
const { module, fused } = multiplyAddModule();
const { run: multiplyAdd } = new WebAssembly.Instance(module).exports;
if (typeof multiplyAdd !== 'function') throw new Error('Cannot measure the peak: the module exports no function.');
const burst = repeat(() => multiplyAdd(loops));

const run: Run = async (milliseconds) => {
  const { steps, seconds } = await burst(milliseconds);
  return { steps: (steps * loops * accumulators * 4 * 2) / 1e9, seconds };
};
await serve(run, {
  versions: versionsOf(),
  notes: [fused ? 'fused, by relaxed SIMD' : 'a multiplication, then an addition: there is no relaxed SIMD here'],
});

import { expect, it } from 'vitest';
import { accumulators, multiplyAddModule } from './multiply-add-module.ts';

it('multiplies by a half and adds one, in every accumulator', () => {
  const { run } = new WebAssembly.Instance(multiplyAddModule().module).exports;
  if (typeof run !== 'function') throw new Error('It exports no function.');
  const after = (times: number): number =>
    Array.from({ length: accumulators }, (_, i) => 2 + (i + 1 - 2) / 2 ** times).reduce((a, b) => a + b);
  expect(run(1)).toBe(after(1));
  expect(run(3)).toBe(after(3));
  expect(run(1000)).toBe(2 * accumulators);
});

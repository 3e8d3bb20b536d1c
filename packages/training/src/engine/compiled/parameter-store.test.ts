import { startKernels } from '@feedforward/core/kernels';
import { batchNormalization, dense, sequential } from '@feedforward/layers';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import { optimizerNamed, optimizerNames } from '../../optimizers/optimizer-named.ts';
import { optimizerCode } from './optimizer-codes.ts';
import { ParameterStore, type StoredParameter } from './parameter-store.ts';

const kernels = await startKernels();
const model = sequential([dense(10, { activation: 'tanh' }), batchNormalization(), dense(3)], { inputShape: [5] });
const compiled = optimizerNames.flatMap((name) => {
  const code = optimizerCode(optimizerNamed(name).config);
  return code ? [{ name, code }] : [];
});

/** All floats of a parameter and its slots, those that fill panels up among them. */
function memoryOf(store: ParameterStore, slots: number): Float32Array[] {
  return model.parameters.flatMap(({ name, trainable }) => {
    const stored = store.find(name)!;
    const addresses = [stored.value, ...(trainable ? [stored.slot, stored.slot2].slice(0, slots) : [])];
    return addresses.map((address) => kernels.floats(address, stored.count));
  });
}

/** A step's effect on what is no padding: padding's gradients are 0. */
function change({ value, slot, slot2, count }: StoredParameter): void {
  const inUse = kernels.floats(value, count).map((number) => (number === 0 ? 0 : 1));
  for (const address of [value, slot, slot2].filter((address) => address > 0)) {
    const floats = kernels.floats(address, count);
    for (let i = 0; i < count; i++) if (inUse[i]) floats[i]! += 0.5;
  }
}

describe('ParameterStore', () => {
  it.each(compiled)('has the memory of a run after a load, padding and all: $name', ({ code }) => {
    const slots = Object.keys(code.slots).length;
    const store = new ParameterStore(kernels, {}, model, code, true);
    const initial = model.initialize(new RandomState(1));
    // No zeros but in the padding.
    for (const { data } of initial.values()) data.set(data.map((number) => number || 0.25));
    store.load({ parameters: initial, slots: new Map() });
    for (const { name, trainable } of model.parameters) if (trainable) change(store.find(name)!);
    const run = memoryOf(store, slots).map((floats) => floats.slice());

    const saved = store.read();
    // As a run that diverged leaves it.
    for (const floats of memoryOf(store, slots)) floats.fill(Number.NaN);
    store.load(saved);
    expect(memoryOf(store, slots)).toEqual(run);
    store.free();
  });
});

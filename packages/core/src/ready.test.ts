import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ready } from './ready.ts';
import { webAssemblyFeatures } from './webassembly-features.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

// In this order: the first tests need a process in which nothing has started yet.
describe('ready', () => {
  it('says what is missing where there is no WebAssembly, and registers nothing', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    await expect(ready()).rejects.toThrow(
      'it needs WebAssembly with 128-bit SIMD, and this runtime has no WebAssembly. Node 16.4,',
    );
    expect(tf.findBackendFactory('wasm')).toBeNull();
    expect(tf.getGradient(tf.Relu)).toBeUndefined();
  });

  it('says what is missing where there is no SIMD', async () => {
    const isEmpty = (module: BufferSource): boolean => module.byteLength === 8;
    vi.stubGlobal('WebAssembly', { validate: isEmpty });
    await expect(ready()).rejects.toThrow('and this runtime has WebAssembly without SIMD');
    expect(tf.findBackendFactory('wasm')).toBeNull();
  });

  it('says what to allow where a policy forbids the binary', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Refused to connect')));
    await expect(ready()).rejects.toThrow(/allow `connect-src data:`.* The reason given: Refused to connect/);
    expect(tf.getGradient(tf.Relu)).toBeUndefined();
  });

  it('leaves the backend that ran before when its own does not start', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const started = tf.findBackendFactory('wasm');
    class Earlier extends tf.KernelBackend {
      override dispose(): void {}
    }
    tf.registerBackend('earlier', () => new Earlier());
    await tf.setBackend('earlier');
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', () => Promise.reject(new Error('out of memory')));

    await expect(ready()).rejects.toThrow('tfjs could not initialize it');
    expect(tf.getBackend()).toBe('earlier');

    tf.removeBackend('earlier');
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', started, 2);
  });

  it('starts after all, once, for calls at the same time', async () => {
    const setBackend = vi.spyOn(tf.engine(), 'setBackend');
    const [first, second] = await Promise.all([ready(), ready()]);
    expect(first).toEqual({
      ...{ backend: 'wasm', simd: true },
      ...{ relaxedSimd: webAssemblyFeatures().relaxedSimd, threads: Math.min(8, availableParallelism()) },
    });
    expect(second).toEqual(first);
    expect(await ready()).toEqual(first);
    expect(setBackend).toHaveBeenCalledTimes(1);
    expect(tf.getBackend()).toBe('wasm');
  });

  it('takes another number of threads at any time, but not another kind of arithmetic', async () => {
    expect(await ready({ threads: 3 })).toMatchObject({ threads: 3 });
    expect(await ready()).toMatchObject({ threads: 3 });
    expect(await ready({ deterministic: false })).toMatchObject({ threads: 3 });
    await expect(ready({ deterministic: true })).rejects.toThrow('Call ready({ deterministic }) before');
    for (const threads of [0, -1, 1.5, Number.NaN, 256]) {
      await expect(ready({ threads })).rejects.toThrow(`Cannot run on ${threads} threads: it takes a whole number`);
    }
  });

  it('gives tfjs-core its gradients', () => {
    expect(
      tf.tidy(
        () =>
          tf
            .grad((x) => tf.relu(x))(tf.scalar(2))
            .dataSync()[0],
      ),
    ).toBe(1);
  });
});

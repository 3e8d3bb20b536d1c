import * as wasm from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.doUnmock('@tensorflow/tfjs-backend-wasm');
  vi.resetModules();
});

describe('ready in a program that has set up tfjs by itself', () => {
  it('takes a running wasm backend as it is, also one that is just starting', async () => {
    const starting = tf.setBackend('wasm');
    const { ready } = await import('./ready.ts');
    await ready();
    const backend = tf.backend();
    expect(backend).toBeInstanceOf(wasm.BackendWasm);
    expect(await starting).toBe(true);

    const x = tf.tensor1d([1, 2, 3]);
    vi.resetModules();
    expect(await (await import('./ready.ts')).ready()).toMatchObject({ backend: 'wasm', simd: true });
    expect(tf.backend()).toBe(backend);
    expect(Array.from(x.dataSync())).toEqual([1, 2, 3]);
  });

  it('keeps the gradients that are registered, but for that of matMul', async () => {
    const own = (kernelName: string): tf.GradConfig => ({ kernelName, gradFunc: () => ({}) });
    tf.registerGradient(own(tf.Relu));
    tf.registerGradient(own(tf.BatchMatMul));
    const [relu, matMul] = [tf.getGradient(tf.Relu), tf.getGradient(tf.BatchMatMul)];
    await (await import('./ready.ts')).ready();
    expect(tf.getGradient(tf.Relu)).toBe(relu);
    expect(tf.getGradient(tf.BatchMatMul)).not.toBe(matMul);
  });

  it('tells of two versions of tfjs-core', async () => {
    vi.doMock('@tensorflow/tfjs-backend-wasm', () => ({ ...wasm, version_wasm: '4.0.0' }));
    const { ready } = await import('./ready.ts');
    await expect(ready()).rejects.toThrow('registered itself with another copy (4.22.0 here, 4.0.0 there)');
  });
});

import { describe, expect, it } from 'vitest';
import { webAssemblyFeatures } from './webassembly-features.ts';

describe('webAssemblyFeatures', () => {
  it('finds WebAssembly and SIMD in every runtime that the tests run on', () => {
    expect(webAssemblyFeatures()).toMatchObject({ webAssembly: true, simd: true });
  });

  it('finds relaxed SIMD from V8 11.4 on, which Node has had since 22', () => {
    const node = Number(process.versions.node.split('.')[0]);
    expect(webAssemblyFeatures().relaxedSimd).toBe(node >= 22);
  });
});

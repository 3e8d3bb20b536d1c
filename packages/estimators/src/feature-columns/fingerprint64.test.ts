import { describe, expect, it } from 'vitest';
import { fingerprint64, fingerprintCat64 } from './fingerprint64.ts';
import goldens from './goldens/fingerprints.json' with { type: 'json' };

describe('fingerprint64', () => {
  it("gives what Google's FarmHash gives, for texts of every length", () => {
    expect(goldens).toHaveLength(210);
    for (const [text, expected] of goldens) expect(String(fingerprint64(text!))).toBe(expected);
  });

  it("has the values that TensorFlow's tests call frozen forever", () => {
    expect(fingerprint64('Hello')).toBe(15404698994557526151n);
    expect(fingerprint64('World')).toBe(18308117990299812472n);
  });
});

describe('fingerprintCat64', () => {
  // tensorflow/python/kernel_tests/sparse_cross_op_test.py: the fold over three fingerprints, modulo 2^63 − 1.
  it.each([
    [0xdecafcaffen, 1971693436396284976n],
    [0xdecafcaffen + 1n, 4847552627144134031n],
  ])('folds as TensorFlow crosses, from the key %d on', (key, expected) => {
    const folded = ['batch1-FC1-F1', 'batch1-FC2-F1', 'batch1-FC3-F1'].map(fingerprint64).reduce(fingerprintCat64, key);
    expect(folded % (2n ** 63n - 1n)).toBe(expected);
  });
});

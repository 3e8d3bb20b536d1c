import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadIris } from './load-iris.ts';

/** Made by goldens/make-iris.py. */
const golden = JSON.parse(readFileSync(new URL('goldens/iris.json', import.meta.url), 'utf8'));

describe('loadIris', () => {
  it("has scikit-learn's values and names", () => {
    const { features, labels, featureNames, labelNames } = loadIris();
    expect(features.shape).toEqual([150, 4]);
    expect(features.data).toEqual(Float64Array.from(golden.features));
    expect(labels).toEqual(Int32Array.from(golden.labels));
    expect(featureNames).toEqual(golden.featureNames);
    expect(labelNames).toEqual(golden.labelNames);
  });

  it('gives each caller data of their own', () => {
    loadIris().features.data[0] = 99;
    expect(loadIris().features.at(0, 0)).toBe(5.1);
  });
});

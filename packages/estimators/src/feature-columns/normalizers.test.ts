import { loadIris, Matrix, MinMaxScaler, StandardScaler } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { featureColumnFromConfig } from './feature-column-from-config.ts';
import { normalizerFromConfig } from './normalizer-from-config.ts';
import { rescale, standardize } from './normalizers.ts';
import { numericColumn } from './numeric-column.ts';

const { features } = loadIris();

/** Columns take their numbers in float32, scalers in float64. */
function expectClose(found: Matrix, right: Matrix): void {
  const [a, b] = [found.toFloat32(), right.toFloat32()];
  const distance = Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
  expect([found.shape, distance < 1e-6]).toEqual([right.shape, true]);
}

describe('standardize', () => {
  it('is (x − mean) / scale, by one pair of numbers or one for each value', () => {
    expect(standardize({ mean: 3, scale: 2 })(7, 0)).toBe(2);
    const each = standardize({ mean: [1, 2], scale: Float64Array.of(4, -1) });
    expect([each(3, 0), each(5, 1)]).toEqual([0.5, -3]);
  });

  it('of a fitted StandardScaler gives what the scaler gives', () => {
    const scaler = new StandardScaler().fit(features);
    const column = numericColumn('x', { shape: [4], normalizerFn: standardize(scaler) });
    expectClose(column.encode({ x: features }), scaler.transform(features));
  });

  it('stands a default value in before it normalizes', () => {
    const column = numericColumn('x', { defaultValue: 5, normalizerFn: standardize({ mean: 3, scale: 2 }) });
    expect(column.encode({ x: Matrix.from([[Number.NaN], [7]]) }).toRows()).toEqual([[1], [2]]);
  });
});

describe('rescale', () => {
  it('is x · scale + offset, with no offset by default', () => {
    expect(rescale({ scale: 0.5 })(4, 3)).toBe(2);
    expect(rescale({ scale: [1, 2], offset: [0, 1] })(4, 1)).toBe(9);
  });

  it('of a fitted MinMaxScaler gives what the scaler gives', () => {
    const scaler = new MinMaxScaler().fit(features);
    const column = numericColumn('x', {
      shape: [4],
      normalizerFn: rescale({ scale: scaler.scale, offset: scaler.min }),
    });
    expectClose(column.encode({ x: features }), scaler.transform(features));
  });
});

describe('a column with a normalizer', () => {
  it.each([
    standardize({ mean: [1, 2], scale: 3 }),
    rescale({ scale: 1 / 3, offset: [0.1, 0.7] }),
    rescale({ scale: 2 }),
  ])('comes back from its config in JSON, number for number', (normalizerFn) => {
    const column = numericColumn('x', { shape: [2], defaultValue: 0.3, normalizerFn });
    const again = featureColumnFromConfig(JSON.parse(JSON.stringify(column.config)));
    const x = Matrix.from([
      [0.1, 1e10],
      [Number.NaN, -7],
    ]);
    expect(again.encode({ x }).toRows()).toEqual(column.encode({ x }).toRows());
    expect(again.config).toEqual(column.config);
  });

  it('has no config where the normalizer is a function of the user', () => {
    expect(numericColumn('x', { normalizerFn: (x) => x / 10 }).config).toBeUndefined();
  });
});

it.each<[() => unknown, string]>([
  [() => standardize({ mean: 0, scale: 0 }), 'its scale must not be 0'],
  [() => standardize({ mean: [0, 1], scale: [1, 0] }), 'its scale must not be 0'],
  [
    () => standardize({ mean: Number.NaN, scale: 1 }),
    'its mean must be a finite number, or one for each value; it is NaN',
  ],
  [() => standardize({ mean: [], scale: 1 }), 'its mean must be a finite number'],
  [() => standardize({ mean: [1, 2], scale: [1, 2, 3] }), 'its lists must be as long, they have 2 and 3'],
  [() => rescale({ scale: Number.POSITIVE_INFINITY }), 'its scale must be a finite number'],
  [
    () => numericColumn('x', { shape: [3], normalizerFn: rescale({ scale: [1, 2] }) }),
    'is for 2 values, an example has 3',
  ],
  [() => normalizerFromConfig({ type: 'log' }), 'Unknown normalizer "log". Known are standardize, rescale.'],
  [() => normalizerFromConfig({ type: 'rescale', scale: 1, offset: 0, fn: 'x' }), 'it has no option "fn"'],
  [() => normalizerFromConfig({ type: 'rescale', offset: 0 }), 'its scale must be a finite number'],
  [() => normalizerFromConfig({ type: 'standardize', mean: 'a', scale: 1 }), '"mean" must be numbers, found "a"'],
  [() => normalizerFromConfig(null), 'its config must be an object'],
])('what is no normalizer is refused: %#', (make, message) => {
  expect(make).toThrow(message);
});

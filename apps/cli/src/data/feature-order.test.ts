import { Dataset } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { withFeatures } from './feature-order.ts';

const data = new Dataset({
  features: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  labels: Int32Array.of(0, 1),
  featureNames: ['a', 'b', 'c'],
});

describe('withFeatures', () => {
  it('puts columns of the same names in the order of these', () => {
    const ordered = withFeatures(data, ['c', 'a', 'b']);
    expect(ordered.features.toRows()).toEqual([
      [3, 1, 2],
      [6, 4, 5],
    ]);
    expect(ordered.featureNames).toEqual(['c', 'a', 'b']);
  });

  it.each([[undefined], [['a', 'b']], [['a', 'b', 'd']], [['a', 'a', 'b']], [['a', 'b', 'c']]])(
    'leaves the columns as they are for %j',
    (names) => {
      expect(withFeatures(data, names)).toBe(data);
    },
  );
});

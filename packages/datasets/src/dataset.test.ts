import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import { Dataset, takeTargets } from './dataset.ts';
import { Matrix } from './matrix.ts';

/** Five examples in which feature, label and weight say which example it is. */
const five = () =>
  new Dataset({
    features: [
      [0, 10],
      [1, 11],
      [2, 12],
      [3, 13],
      [4, 14],
    ],
    labels: Int32Array.of(0, 1, 2, 3, 4),
    weights: Float32Array.of(0, 1, 2, 3, 4),
    featureNames: ['i', 'i + 10'],
    labelNames: ['zero', 'one', 'two', 'three', 'four'],
  });

function expectTogether(dataset: Dataset<Int32Array>, examples: number[]): void {
  expect(dataset.length).toBe(examples.length);
  expect(dataset.features.toRows()).toEqual(examples.map((i) => [i, i + 10]));
  expect(Array.from(dataset.labels)).toEqual(examples);
  expect(Array.from(dataset.weights!)).toEqual(examples);
  expect(dataset.labels).toBeInstanceOf(Int32Array);
  expect(dataset.featureNames).toEqual(['i', 'i + 10']);
  expect(dataset.labelNames).toHaveLength(5);
}

describe('Dataset', () => {
  it('slices', () => expectTogether(five().slice(1, -1), [1, 2, 3]));

  it('takes', () => expectTogether(five().take([4, 0, 0]), [4, 0, 0]));

  it('shuffles by one permutation', () => {
    const random = new RandomState(42);
    expectTogether(five().shuffle(random), Array.from(new RandomState(42).permutation(5)));
    const after = new RandomState(42);
    after.permutation(5);
    expect(random.random()).toBe(after.random());
  });

  it('splits by count and by share', () => {
    for (const first of [3, 0.6]) {
      const [a, b] = five().split(first);
      expectTogether(a, [0, 1, 2]);
      expectTogether(b, [3, 4]);
    }
  });

  it.each([0, 5, -1, 2.5, Number.NaN, 0.01])('cannot be split at %d', (first) => {
    expect(() => five().split(first)).toThrow(`Cannot split 5 examples at ${first}`);
  });

  it.each([3, -1, 0.5])('takeTargets refuses index %d', (index) => {
    expect(() => takeTargets(Int32Array.of(5, 6, 7), [0, index])).toThrow(
      `Cannot take target ${index}: there are 3, counted from 0.`,
    );
  });

  it('keeps rows of targets together with their features', () => {
    const labels = new Matrix(Float32Array.of(1, 0, 0, 1, 1, 1), [3, 2]);
    const dataset = new Dataset({ features: [[7], [8], [9]], labels }).take([2, 1]).slice(0, 1);
    expect(dataset.features.toRows()).toEqual([[9]]);
    expect(dataset.labels.toRows()).toEqual([[1, 1]]);
  });

  it.each([
    ['labels', { labels: new Int32Array(2) }, 'as many labels as rows of features, 3; found 2'],
    ['weights', { weights: new Float32Array(4) }, 'as many weights as rows of features, 3; found 4'],
    ['feature names', { featureNames: ['x', 'y'] }, 'as many feature names as columns of features, 1; found 2'],
    [
      'a plain array',
      { labels: [0, 1, 2] as unknown as Int32Array },
      'labels are a typed array or a Matrix, found an array',
    ],
  ])('refuses %s that do not go with it', (_, parts, message) => {
    const features = [[1], [2], [3]];
    expect(() => new Dataset({ features, labels: new Int32Array(3), ...parts })).toThrow(message);
  });
});

import { Dataset } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { classNames, withClasses } from './class-names.ts';

const data = (labels: number[], labelNames?: string[]) =>
  new Dataset({ features: labels.map(() => [0]), labels: Int32Array.from(labels), labelNames });

describe('classNames', () => {
  it('are the data’s own, or numbers up to the largest label', () => {
    expect(classNames(data([0, 1], ['a', 'b']), undefined, 'x')).toEqual(['a', 'b']);
    expect(classNames(data([0, 1]), data([3]), 'x')).toEqual(['0', '1', '2', '3']);
  });

  it('refuses one class, and labels that are no classes', () => {
    expect(() => classNames(data([0, 0]), undefined, 'x')).toThrow('Cannot learn classes from x');
    expect(() => classNames(data([0, 1_000_000]), undefined, 'x')).toThrow('indices below 10000, found 1000000');
  });
});

describe('withClasses', () => {
  it('counts labels as the model does', () => {
    const found = withClasses(data([0, 1, 1]), ['b', 'c'], ['a', 'b', 'c'], 'x');
    expect(Array.from(found.labels)).toEqual([1, 2, 2]);
  });

  it('names a class that the model does not know', () => {
    expect(() => withClasses(data([0]), ['d'], ['a', 'b'], 'x')).toThrow(
      'Cannot score x: its class "d" is none that the model knows, which are a, b.',
    );
  });
});

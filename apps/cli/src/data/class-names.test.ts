import { Dataset } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { classNames, requireClasses, withClasses } from './class-names.ts';

const data = (labels: number[], labelNames?: string[]) =>
  new Dataset({ features: labels.map(() => [0]), labels: Int32Array.from(labels), labelNames });

describe('classNames', () => {
  it('are the data’s own, or numbers up to the largest label', () => {
    expect(classNames(data([0, 1], ['a', 'b']), undefined, 'x')).toEqual(['a', 'b']);
    expect(classNames(data([0, 1]), data([3]), 'x')).toEqual(['0', '1', '2', '3']);
  });

  it('refuses labels that are no classes', () => {
    expect(() => classNames(data([0, 1_000_000]), undefined, 'x')).toThrow('indices below 10000, found 1000000');
  });
});

describe('requireClasses', () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(10 * i));

  it('refuses one class for all', () => {
    expect(() => requireClasses(['0'], 2, 'x')).toThrow('Cannot learn classes from x: it must have two or more');
  });

  it('refuses values to predict: fractions, and labels that hardly recur', () => {
    const message = 'Cannot learn classes from x: its labels must be classes';
    expect(() => requireClasses(['1', '2.25', '3'], 1000, 'x')).toThrow(message);
    expect(() => requireClasses(numbers(50), 99, 'x')).toThrow(`${message}, each of several examples; found 50 labels`);
  });

  it('takes names, numbers that recur, and any few', () => {
    requireClasses(['v1.5', '2.5'], 10, 'x');
    requireClasses(numbers(50), 100, 'x');
    requireClasses(numbers(20), 20, 'x');
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

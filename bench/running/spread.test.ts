import { expect, it } from 'vitest';
import { spreadOf } from './spread.ts';

it('takes the middle one of an odd number of values, and the mean of the middle two of an even number', () => {
  expect(spreadOf([10, 9, 100])).toEqual({ median: 10, min: 9, max: 100 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
  expect(spreadOf([7])).toEqual({ median: 7, min: 7, max: 7 });
});

import { expect, it } from 'vitest';
import { table } from './table.ts';

it('table puts names to the left and numbers to the right', () => {
  expect(
    table([
      ['class', 'f1'],
      ['0', '0.5'],
      ['eleven', '1'],
    ]),
  ).toBe('class    f1\n0       0.5\neleven    1');
});

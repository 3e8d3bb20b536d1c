import { expect, it } from 'vitest';
import { scatter } from './scatter.ts';

it('scatter draws points over the line on which the boundary is 0', () => {
  const marks = [
    { x: 0, y: 0, mark: 'o' },
    { x: 10, y: 5, mark: '+' },
  ];
  const axes = { width: 10, height: 5, xLabel: 'x', yLabel: 'y' };
  expect(scatter(marks, axes, (x) => 4.5 - x)).toBe(
    [
      'y',
      '5.0 │    ·    +',
      '    │    ·',
      '    │    ·',
      '    │    ·',
      '0.0 │o   ·',
      '    └──────────',
      '     0.0 x 10.0',
    ].join('\n'),
  );
});

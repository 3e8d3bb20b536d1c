import { barX, text } from '@observablehq/plot';
import type { Result } from '../contests/contest.ts';
import { svgOf } from './svg.ts';

/** What share of the machine's peak each matrix product reaches. */
export function productsFigure(results: readonly Result[]): string {
  const bars = results.flatMap(({ contest, standings }) =>
    standings.flatMap(({ name, ratio }) =>
      ratio && name !== contest.baseline ? [{ product: contest.title, name, share: ratio.median }] : [],
    ),
  );
  const names = [...new Set(bars.map(({ name }) => name))];
  return svgOf({
    width: 760,
    height: 80 + 22 * bars.length,
    marginLeft: 230,
    marginRight: 190,
    x: { label: 'share of the peak of 128-bit multiply-adds →', percent: true, domain: [0, 100], grid: true },
    y: { label: null, axis: null, domain: names },
    fy: { label: null, axis: 'left', domain: [...new Set(bars.map(({ product }) => product))] },
    color: { domain: names, range: ['#d1495b', '#30638e', '#8d99ae'] },
    marks: [
      barX(bars, { x: 'share', y: 'name', fy: 'product', fill: 'name' }),
      text(bars, {
        x: 'share',
        y: 'name',
        fy: 'product',
        dx: 4,
        textAnchor: 'start',
        text: ({ name, share }) => `${(100 * share).toFixed(0)} % ${name}`,
      }),
    ],
  });
}

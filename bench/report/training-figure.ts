import { dot, ruleX, ruleY, text } from '@observablehq/plot';
import type { Result } from '../contests/contest.ts';
import { describeNetwork, networks } from '../contests/networks.ts';
import { svgOf } from './svg.ts';

/** Each contestant's training speed relative to the baseline's: the median of the rounds, and their range. */
export function trainingFigure(results: readonly Result[]): string {
  const points = results.flatMap(({ contest, standings }) => {
    const network = networks.find(({ name }) => contest.id.endsWith(`/${name}`));
    return standings.flatMap(({ name, ratio }) => {
      if (!ratio || !network) return [];
      const { median, min, max } = ratio; // the baseline's speed over this one's
      const label = `${network.name}: ${describeNetwork(network)}`;
      return [{ network: label, name, median: 1 / median, min: 1 / max, max: 1 / min }];
    });
  });
  const place = { y: 'name', fy: 'network' };
  return svgOf({
    width: 760,
    height: 80 + 20 * points.length,
    marginLeft: 180,
    marginRight: 50,
    x: { type: 'log', label: 'training speed relative to Feedforward →', grid: true, tickFormat: String },
    y: { label: null, domain: [...new Set(points.map(({ name }) => name))] },
    fy: { label: null, domain: [...new Set(points.map(({ network }) => network))], axis: null },
    marks: [
      ruleX([1], { stroke: '#999' }),
      ruleY(points, { ...place, x1: 'min', x2: 'max', strokeWidth: 2, stroke: '#999' }),
      dot(points, { ...place, x: 'median', r: 4, fill: (point: { name: string }) => colorOf(point.name) }),
      text(points, {
        ...place,
        x: 'max',
        dx: 8,
        textAnchor: 'start',
        text: ({ median }) => String(Number(median.toPrecision(2))),
      }),
      text(Object.values(Object.fromEntries(points.map((point) => [point.network, point]))), {
        fy: 'network',
        text: 'network',
        frameAnchor: 'top-left',
        dy: -12,
        fontWeight: 'bold',
      }),
    ],
  });
}

const colorOf = (name: string): string => (name.startsWith('Feedforward') ? '#d1495b' : '#30638e');

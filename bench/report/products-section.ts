import type { Result } from '../contests/contest.ts';
import { formatSpeed, formatSpread } from './format.ts';
import { markdownTable } from './markdown-table.ts';
import { remarks } from './remarks.ts';

/** Contests between the same contestants in one table: a row for each contest, a column for each contestant. */
export function productsSection(results: readonly Result[]): string {
  const [first] = results;
  if (!first) return '';
  const { contestants, unit, baseline, comparison, text } = first.contest;
  const rows = results.map(({ contest, standings }) => [
    contest.title,
    ...contestants.map(({ name }) => {
      const standing = standings.find((one) => one.name === name);
      if (!standing) return '';
      const { speed, ratio } = standing;
      const share = ratio && name !== baseline ? `: ${formatSpread(ratio, comparison.format)}` : '';
      return formatSpeed(speed.median) + share;
    }),
  ]);
  const table = markdownTable([`${unit.name}: ${comparison.title}`, ...contestants.map(({ name }) => name)], rows);
  return ['### Matrix products', text, table, remarks(results)].filter(Boolean).join('\n\n');
}

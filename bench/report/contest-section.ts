import type { Result } from '../contests/contest.ts';
import { formatSpeed, formatSpread } from './format.ts';
import { markdownTable } from './markdown-table.ts';
import { remarks } from './remarks.ts';

/** A contest's results as a section of Markdown: its contestants, then what is to be known of them. */
export function contestSection(result: Result): string {
  const { title, text, unit, comparison, baseline } = result.contest;
  const rows = result.standings.map(({ name, speed, cores, ratio }) => [
    name,
    formatSpeed(speed.median),
    cores?.toFixed(1) ?? '',
    ratio && name !== baseline ? formatSpread(ratio, comparison.format) : '',
  ]);
  const table = markdownTable(['', unit.name, 'cores at work', comparison.title], rows);
  return [`### ${title}`, text, table, remarks([result])].filter(Boolean).join('\n\n');
}

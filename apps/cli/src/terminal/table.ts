import { printable } from '@feedforward/checkpoint';

/** Rows of texts in columns: the first column to the left, the others, which are numbers, to the right. */
export function table(texts: readonly (readonly string[])[]): string {
  const rows = texts.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [j, text] of row.entries()) widths[j] = Math.max(widths[j] ?? 0, text.length);
  }
  return rows
    .map((row) => row.map((text, j) => (j === 0 ? text.padEnd(widths[j]!) : text.padStart(widths[j]!))).join('  '))
    .join('\n');
}

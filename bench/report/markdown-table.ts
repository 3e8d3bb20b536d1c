/** A Markdown table, padded so that it can also be read as it stands; all columns but the first are to the right. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((heading, i) => Math.max(3, ...[heading, ...rows.map((row) => row[i]!)].map(lengthOf)));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const padded = (cells: readonly string[]): string =>
    line(cells.map((cell, i) => (i === 0 ? cell + missing(cell, widths[i]!) : missing(cell, widths[i]!) + cell)));
  const rule = line(widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  return [padded(header), rule, ...rows.map(padded)].join('\n');
}

const lengthOf = (text: string): number => [...text].length;

const missing = (text: string, width: number): string => ' '.repeat(width - lengthOf(text));

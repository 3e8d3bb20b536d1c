import { stripVTControlCharacters } from 'node:util';

/** A drawing, and what stands below it. */
export interface Exhibit {
  readonly lines: readonly string[];
  readonly caption: string;
}

/** Drawings of one size side by side, in as many rows as the width takes, each over its caption. */
export function gallery(exhibits: readonly Exhibit[], columns: number): string {
  const width = Math.max(...exhibits.map(({ lines, caption }) => Math.max(lengthOf(lines[0] ?? ''), caption.length)));
  const perRow = Math.max(1, Math.floor((columns + gap.length) / (width + gap.length)));
  const rows: string[] = [];
  for (let start = 0; start < exhibits.length; start += perRow) {
    rows.push(oneRow(exhibits.slice(start, start + perRow), width));
  }
  return rows.join('\n\n');
}

const gap = '  ';

function oneRow(exhibits: readonly Exhibit[], width: number): string {
  const height = Math.max(...exhibits.map(({ lines }) => lines.length));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text) => pad(text, width))
      .join(gap)
      .trimEnd();
  return [
    ...Array.from({ length: height }, (_, i) => line(exhibits.map(({ lines }) => lines[i] ?? ''))),
    line(exhibits.map(({ caption }) => caption)),
  ].join('\n');
}

const lengthOf = (text: string): number => stripVTControlCharacters(text).length;

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - lengthOf(text)));

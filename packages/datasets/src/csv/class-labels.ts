import { isNumber } from './is-number.ts';
import type { CsvRow } from './read-rows.ts';

/** Classes as indices, and their names by index. */
export interface ClassLabels {
  readonly labels: Int32Array;
  readonly labelNames: readonly string[];
}

/**
 * The classes in one column: sorted as numbers where all are numbers, else as text. The integers 0 … k − 1 are
 * thereby their own indices.
 * @throws RangeError if a label is empty.
 */
export function classLabels(rows: readonly CsvRow[], column: number, name: string): ClassLabels {
  for (const { fields, line } of rows) {
    if (fields[column] === '') {
      throw new RangeError(`Cannot read CSV "${name}", line ${line}, column ${column + 1}: the label is missing.`);
    }
  }
  const values = rows.map(({ fields }) => fields[column]!);
  const areNumbers = values.every(isNumber);
  const classes = areNumbers ? values.map((value) => String(Number(value))) : values;
  const labelNames = [...new Set(classes)].sort(areNumbers ? (a, b) => Number(a) - Number(b) : undefined);
  const indices = new Map(labelNames.map((label, index) => [label, index]));
  return { labels: Int32Array.from(classes, (label) => indices.get(label)!), labelNames };
}

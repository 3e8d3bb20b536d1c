import { Dataset } from '../dataset.ts';
import { Matrix } from '../matrix.ts';
import { classLabels } from './class-labels.ts';
import { isNumber } from './is-number.ts';
import { labelColumn } from './label-column.ts';
import { type CsvRow, readRows } from './read-rows.ts';

/** What {@link parseCsv} takes. */
export interface ParseCsvOptions {
  /** The column of the labels: its name in the header, or its index, counted from 0. Default: the last. */
  readonly label?: string | number | undefined;
  /** What errors call the text. Default `data`. */
  readonly name?: string | undefined;
}

/**
 * A data set from comma-separated values (RFC 4180): one column of class labels, numbers in all others.
 *
 * The first line is a header if no field in it is a number, or if `label` is a name. Labels that are the integers
 * 0 … k − 1 stay as they are; others, numbers or text, become indices of the sorted `labelNames`.
 *
 * @throws RangeError if there are no rows, a row is longer or shorter than the first, text stands where a number
 * belongs, or there is no such column: with the name, the line and the column.
 * @throws SyntaxError if quotes are wrong.
 *
 * @example
 * ```ts
 * import { parseCsv } from '@feedforward/datasets';
 *
 * const { features, labels, labelNames } = parseCsv('length,width,species\n5.1,3.5,setosa\n7,3.2,versicolor\n');
 * console.log(features.toRows(), Array.from(labels)); // [[5.1, 3.5], [7, 3.2]] [0, 1]
 * console.log(labelNames); // ['setosa', 'versicolor']
 * ```
 */
export function parseCsv(text: string, { label, name = 'data' }: ParseCsvOptions = {}): Dataset<Int32Array> {
  const rows = [...readRows(text, name)];
  checkWidths(rows, name);
  const isHeader = typeof label === 'string' || !rows[0]?.fields.some(isNumber);
  const header = isHeader ? rows.shift()?.fields : undefined;
  if (!rows[0]) throw new RangeError(`Cannot read CSV "${name}": it must have a row of values, found none.`);
  const width = rows[0].fields.length;
  const at = labelColumn(label, width, header, name);
  const data = new Float64Array(rows.length * (width - 1));
  let next = 0;
  for (const { fields, line } of rows) {
    fields.forEach((field, column) => {
      if (column !== at) data[next++] = numberOf(field, line, column, header?.[column], name);
    });
  }
  return new Dataset({
    features: new Matrix(data, [rows.length, width - 1]),
    featureNames: header?.filter((_, column) => column !== at),
    ...classLabels(rows, at, name),
  });
}

function checkWidths(rows: readonly CsvRow[], name: string): void {
  const width = rows[0]?.fields.length ?? 0;
  if (width === 1) {
    throw new RangeError(`Cannot read CSV "${name}": it must have a label and 1 feature or more, found 1 column.`);
  }
  for (const { fields, line } of rows) {
    if (fields.length === width) continue;
    const column = Math.min(width, fields.length) + 1;
    throw new RangeError(
      `Cannot read CSV "${name}", line ${line}, column ${column}: a line must have ${width} fields as the first has, this has ${fields.length}.`,
    );
  }
}

function numberOf(field: string, line: number, column: number, header: string | undefined, name: string): number {
  const value = isNumber(field) ? Number(field) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const where = `line ${line}, column ${column + 1}${header ? ` (${header})` : ''}`;
  throw new RangeError(
    `Cannot read CSV "${name}", ${where}: it must be a finite number, found ${JSON.stringify(field)}.`,
  );
}

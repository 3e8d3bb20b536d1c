import { Dataset } from '../dataset.ts';
import { Matrix } from '../matrix.ts';
import { printable } from '../printable.ts';
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
  let columns: Columns | undefined;
  // One row at a time, for all fields of a large file at once take many times the memory of its numbers.
  const values: number[] = [];
  const labels: string[] = [];
  for (const row of readRows(text, name)) {
    if (!columns) {
      columns = columnsOf(row, label, name);
      if (columns.header) continue;
    }
    const { header, width, at } = columns;
    checkWidth(row, width, name);
    row.fields.forEach((field, column) => {
      if (column === at) labels.push(labelOf(field, row.line, column, name));
      else values.push(numberOf(field, row.line, column, header?.[column], name));
    });
  }
  if (!columns || labels.length === 0) {
    throw new RangeError(`Cannot read CSV "${name}": it must have a row of values, found none.`);
  }
  const { header, width, at } = columns;
  return new Dataset({
    features: new Matrix(new Float64Array(values), [labels.length, width - 1]),
    featureNames: header?.filter((_, column) => column !== at),
    ...classLabels(labels),
  });
}

/** What the first line tells. */
interface Columns {
  readonly header: readonly string[] | undefined;
  readonly width: number;
  /** The index of the column that holds the labels. */
  readonly at: number;
}

function columnsOf({ fields }: CsvRow, label: string | number | undefined, name: string): Columns {
  if (fields.length === 1) {
    throw new RangeError(`Cannot read CSV "${name}": it must have a label and 1 feature or more, found 1 column.`);
  }
  const header = typeof label === 'string' || !fields.some(isNumber) ? fields : undefined;
  return { header, width: fields.length, at: labelColumn(label, fields.length, header, name) };
}

function checkWidth({ fields, line }: CsvRow, width: number, name: string): void {
  if (fields.length === width) return;
  const column = Math.min(width, fields.length) + 1;
  throw new RangeError(
    `Cannot read CSV "${name}", line ${line}, column ${column}: a line must have ${width} fields as the first has, this has ${fields.length}.`,
  );
}

function labelOf(field: string, line: number, column: number, name: string): string {
  if (field !== '') return field;
  throw new RangeError(`Cannot read CSV "${name}", line ${line}, column ${column + 1}: the label is missing.`);
}

function numberOf(field: string, line: number, column: number, header: string | undefined, name: string): number {
  const value = isNumber(field) ? Number(field) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const where = `line ${line}, column ${column + 1}${header ? ` (${printable(header)})` : ''}`;
  throw new RangeError(
    `Cannot read CSV "${name}", ${where}: it must be a finite number, found ${printable(JSON.stringify(field))}.`,
  );
}

import { printable, quote } from '../printable.ts';
import { isNumber } from './is-number.ts';
import { readRows } from './read-rows.ts';

/** What {@link csvColumns} takes. */
export interface CsvColumnsOptions {
  /** The columns' names, where the first line has values and no header. Default: the first line. */
  readonly columnNames?: readonly string[] | undefined;
  /** Columns that are text even where all that is in them are numbers, such as postcodes. Default: none. */
  readonly text?: readonly string[] | undefined;
  /** What errors call the text. Default `data`. */
  readonly name?: string | undefined;
}

/** A column of CSV: numbers, NaN where a field is empty; or text, `''` where it is. */
export type CsvColumn = Float64Array | readonly string[];

/**
 * The columns of comma-separated values (RFC 4180) by their names. A column is of numbers if all its fields are, but
 * for those that are empty, and not all of them are; else it is text.
 *
 * @example
 * ```ts
 * import { csvColumns } from '@feedforward/datasets';
 *
 * const columns = csvColumns('age,name\n31,Ada\n,Grace\n');
 * console.log(columns.name, columns.age?.[0], columns.age?.[1]); // ['Ada', 'Grace'] 31 NaN
 * ```
 * @throws RangeError if there are no rows, a row is longer or shorter than the first, two columns have one name, or a
 *   column of `text` is not there; SyntaxError if quotes are wrong: with the name and the line.
 */
export function csvColumns(text: string, options: CsvColumnsOptions = {}): Readonly<Record<string, CsvColumn>> {
  const { name = 'data', columnNames } = options;
  const refuse = (where: string, why: string): RangeError =>
    new RangeError(`Cannot read CSV ${quote(name)}${where}: ${why}.`);
  let names = columnNames;
  const columns: string[][] = [];
  for (const { fields, line } of readRows(text, name)) {
    if (!names) {
      names = fields;
      continue;
    }
    if (fields.length !== names.length) {
      throw refuse(`, line ${line}`, `a line must have ${names.length} fields, this has ${fields.length}`);
    }
    fields.forEach((field, column) => {
      columns[column] ??= [];
      columns[column].push(field);
    });
  }
  if (!names || columns.length === 0) throw refuse('', 'it must have a row of values, found none');
  const known = new Set<string>();
  const twice = names.find((column) => known.size === known.add(column).size);
  if (twice !== undefined) throw refuse('', `its columns must have different names, two are ${quote(twice)}`);
  const missing = options.text?.find((column) => !known.has(column));
  if (missing !== undefined)
    throw refuse('', `its columns are ${names.map(printable).join(', ')}, none is ${quote(missing)}`);
  const texts = new Set(options.text);
  return Object.fromEntries(
    names.map((column, i) => [column, texts.has(column) ? columns[i]! : columnOf(columns[i]!)]),
  );
}

function columnOf(fields: readonly string[]): CsvColumn {
  const present = fields.filter((field) => field !== '');
  if (present.length === 0 || !present.every(isNumber)) return fields;
  return Float64Array.from(fields, (field) => (field === '' ? Number.NaN : Number(field)));
}

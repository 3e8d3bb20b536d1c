import { csvColumns } from '@feedforward/datasets';
import { arrayInputFn } from './array-input-fn.ts';
import { featureValues } from './example-columns.ts';
import type { InputFn, InputLabels } from './input-fn.ts';
import type { InputOptions } from './input-options.ts';
import { columnLabels } from './labels.ts';

/** What {@link csvInputFn} reads. */
export interface CsvInput extends InputOptions {
  /** Comma-separated values. */
  readonly csv: string;
  /** The column that has the labels. Default: there are none, as for prediction. */
  readonly target?: string | undefined;
  /** The columns' names, where the first line has values and no header. Default: the first line. */
  readonly columnNames?: readonly string[] | undefined;
  /** Columns that are text even where all that is in them are numbers, such as postcodes. Default: none. */
  readonly text?: readonly string[] | undefined;
}

/**
 * Batches of comma-separated values (RFC 4180), by column. A column of numbers is a matrix `[batch, 1]`, NaN where a
 * field is empty; another is strings. A target of whole numbers or text names classes.
 *
 * @example
 * ```ts
 * import { csvInputFn } from '@feedforward/estimators';
 * import { RandomState } from '@feedforward/random';
 *
 * const inputFn = csvInputFn({ csv: 'age,city,pays\n31,Oslo,yes\n54,Rome,no\n', target: 'pays', shuffle: false });
 * for await (const { features, labels } of inputFn({ random: new RandomState(0) })) {
 *   console.log(Object.keys(features), labels); // ['age', 'city'] ['yes', 'no']
 * }
 * ```
 * @throws RangeError if the text has no rows or uneven ones, the target is not there or missing in a row, or an option
 *   is out of range; SyntaxError if quotes are wrong.
 */
export function csvInputFn({ csv, target, columnNames, text, ...options }: CsvInput): InputFn {
  const columns = csvColumns(csv, { columnNames, text });
  const { labels, x } = split(columns, target);
  return arrayInputFn({ x, y: labels, ...options });
}

type Columns = ReturnType<typeof csvColumns>;

function split(columns: Columns, target: string | undefined): { x: Columns; labels?: InputLabels } {
  if (target === undefined) return { x: columns };
  const column = Object.hasOwn(columns, target) ? columns[target] : undefined;
  if (!column) {
    throw new RangeError(
      `Cannot make an input: the target must be one of the columns ${Object.keys(columns).join(', ')}, it is "${target}".`,
    );
  }
  const missing = column.findIndex((value) => value === '' || Number.isNaN(value));
  if (missing >= 0) throw new RangeError(`Cannot make an input: the target "${target}" is missing in row ${missing}.`);
  const x = Object.fromEntries(Object.entries(columns).filter(([name]) => name !== target));
  return { x, labels: columnLabels(target, featureValues(target, column)) };
}

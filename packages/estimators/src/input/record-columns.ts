import { Matrix } from '@feedforward/datasets';
import type { FeatureValues, InputLabels } from './input-fn.ts';
import { columnLabels } from './labels.ts';

/** An example as an object: values by the names of columns. */
export type ExampleRecord = Readonly<Record<string, unknown>>;

/** Examples by column. */
export interface RecordColumns {
  readonly features: Readonly<Record<string, FeatureValues>>;
  readonly labels?: InputLabels | undefined;
}

/**
 * The records by column, the target's as labels. A column is of numbers (true counts as 1), of strings, or of arrays of
 * either; a value that is null, undefined or not there is NaN, `''` or an empty array.
 * @throws TypeError for a column that mixes them or has other values; RangeError if rows have different numbers of
 *   numbers, or the target is missing: with the column and the record.
 */
export function recordColumns(records: readonly ExampleRecord[], target?: string): RecordColumns {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const valuesOf = (name: string): unknown[] =>
    records.map((record) => (Object.hasOwn(record, name) ? record[name] : undefined));
  const features = names
    .filter((name) => name !== target)
    .map((name): [string, FeatureValues] => [name, columnOf(name, valuesOf(name))]);
  return {
    features: Object.fromEntries(features),
    labels: target === undefined ? undefined : labelsOf(target, valuesOf(target)),
  };
}

type Kind = 'number' | 'string' | 'numbers' | 'strings';

const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

function kindOf(value: unknown): Kind | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return 'number';
  if (typeof value === 'string') return 'string';
  if (!isList(value)) return undefined;
  const kind = typeof value[0] === 'string' ? 'string' : 'number';
  return value.every((item) => typeof item === kind) ? `${kind}s` : undefined;
}

const isList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function columnOf(name: string, values: readonly unknown[]): FeatureValues {
  const first = values.findIndex((value) => !isMissing(value));
  const kind = first < 0 ? 'number' : kindOf(values[first]);
  const other = values.findIndex((value) => !isMissing(value) && kindOf(value) !== kind);
  if (kind === undefined || other >= 0) {
    const found = [other, first].flatMap((record) =>
      record < 0 ? [] : `record ${record} has ${describe(values[record])}`,
    );
    throw new TypeError(
      `Cannot use column "${name}": it takes numbers, strings, or arrays of either, the same in every record; ${found.join(', ')}.`,
    );
  }
  if (kind === 'string') return values.map((value) => (typeof value === 'string' ? value : ''));
  if (kind === 'strings') return values.map((value) => (isList(value) ? value.map(String) : []));
  return matrixOf(name, values, kind === 'number' ? 1 : lengthOf(values[first]));
}

/** One row for each value, NaN where it is missing. */
function matrixOf(name: string, values: readonly unknown[], width: number): Matrix {
  const numbers = new Float64Array(values.length * width).fill(Number.NaN);
  values.forEach((value, row) => {
    if (isMissing(value)) return;
    const list = isList(value) ? value : [value];
    if (list.length !== width) {
      throw new RangeError(
        `Cannot use column "${name}": every record must have as many numbers, record ${row} has ${list.length} and not ${width}.`,
      );
    }
    list.forEach((item, i) => {
      numbers[row * width + i] = Number(item);
    });
  });
  return new Matrix(numbers, [values.length, width]);
}

function labelsOf(target: string, values: readonly unknown[]): InputLabels {
  const missing = values.findIndex((value) => isMissing(value) || value === '' || Number.isNaN(value));
  if (missing >= 0) throw new RangeError(`Cannot use column "${target}" as labels: record ${missing} has none.`);
  return columnLabels(target, columnOf(target, values));
}

const lengthOf = (value: unknown): number => (isList(value) ? value.length : 1);

function describe(value: unknown): string {
  if (isList(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `${typeof value} ${String(value)}`;
}

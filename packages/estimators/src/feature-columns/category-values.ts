import { Matrix } from '@feedforward/datasets';
import type { Features } from './feature-column.ts';
import { valuesOf } from './feature-values.ts';

/** What a row of the input has in a column of categories: strings, or integers. */
export type CategoryValue = string | number;

/**
 * Every row's values of a column. NaN, which stands for a number that is not there, is left out.
 * @throws RangeError if there is no such column, or a number is not an integer; TypeError for other values.
 */
export function categoryValuesOf(key: string, features: Features): readonly (readonly CategoryValue[])[] {
  const values = valuesOf(key, features);
  if (values instanceof Matrix) return integerRows(key, values);
  const rows: readonly unknown[] = values;
  return rows.map((value, row) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.map((item) => {
      if (typeof item === 'string') return item;
      throw new TypeError(
        `Cannot use feature column "${key}": row ${row} must be a string or an array of strings, found ${typeof item}.`,
      );
    });
  });
}

/** Whether a value is one, and not what TensorFlow takes for none: `''` or −1. */
export const isPresent = (value: CategoryValue): boolean => value !== '' && value !== -1;

function integerRows(key: string, values: Matrix): number[][] {
  return Array.from(values.rows(), (numbers, row) => {
    const present = Array.from(numbers).filter((value) => !Number.isNaN(value));
    const bad = present.find((value) => !Number.isSafeInteger(value));
    if (bad === undefined) return present;
    throw new RangeError(`Cannot use feature column "${key}": categories are integers, row ${row} has ${bad}.`);
  });
}

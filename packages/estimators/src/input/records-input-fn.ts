import { arrayInputFn } from './array-input-fn.ts';
import type { InputFn } from './input-fn.ts';
import type { InputOptions } from './input-options.ts';
import { type ExampleRecord, recordColumns } from './record-columns.ts';

/** What {@link recordsInputFn} reads. */
export interface RecordsInput extends InputOptions {
  /** One object an example, such as rows of JSON. */
  readonly records: readonly ExampleRecord[];
  /** The column that has the labels. Default: there are none, as for prediction. */
  readonly target?: string | undefined;
}

/**
 * Batches of objects in memory, by column: what `pandas_input_fn` is for a data frame. A column is of numbers (true
 * counts as 1), of strings, or of arrays of either, as long in every record where they are of numbers. What is missing,
 * null or undefined is NaN, `''` or an empty array. A target of whole numbers or strings names classes.
 *
 * @example
 * ```ts
 * import { recordsInputFn } from '@feedforward/estimators';
 * import { RandomState } from '@feedforward/random';
 *
 * const records = [
 *   { age: 31, city: 'Oslo', pays: 'yes' },
 *   { age: 54, city: 'Rome', pays: 'no' },
 * ];
 * const inputFn = recordsInputFn({ records, target: 'pays', shuffle: false });
 * for await (const { features, labels } of inputFn({ random: new RandomState(0) })) {
 *   console.log(features.city, labels); // ['Oslo', 'Rome'] ['yes', 'no']
 * }
 * ```
 * @throws RangeError if there are no records, a target is missing, or an option is out of range; TypeError for a column
 *   that mixes types or has others.
 */
export function recordsInputFn({ records, target, ...options }: RecordsInput): InputFn {
  if (records.length === 0) throw new RangeError('Cannot make an input: there are no records.');
  const { features, labels } = recordColumns(records, target);
  return arrayInputFn({ x: features, y: labels, ...options });
}

import { Matrix } from '@feedforward/datasets';
import type { FeatureValues } from '../input/input-fn.ts';
import type { Features } from './feature-column.ts';

/** A column of the input. @throws RangeError if there is none of that name. */
export function valuesOf(key: string, features: Features): FeatureValues {
  const values = Object.hasOwn(features, key) ? features[key] : undefined;
  if (values) return values;
  throw new RangeError(
    `Cannot find feature column "${key}" in the input, which has ${Object.keys(features).join(', ') || 'none'}.`,
  );
}

/** A column of the input, if it is of numbers. @throws RangeError if there is none, TypeError if it is no matrix. */
export function numbersOf(key: string, features: Features): Matrix {
  const values = valuesOf(key, features);
  if (values instanceof Matrix) return values;
  const found: unknown = values.find((value) => Number.isNaN(Number(value))) ?? values[0]; // one "NA" makes a CSV column text
  throw new TypeError(
    `Cannot use feature column "${key}": it takes a Matrix of numbers, the input has an array with ${JSON.stringify(found)}.`,
  );
}

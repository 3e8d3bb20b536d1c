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

/** A column of the input, if it is of numbers. @throws RangeError if there is none, TypeError for strings. */
export function numbersOf(key: string, features: Features): Matrix {
  const values = valuesOf(key, features);
  if (values instanceof Matrix) return values;
  const texts = values.map(String);
  const found = texts.find((text) => Number.isNaN(Number(text))) ?? texts[0]; // a CSV column is text for one "NA"
  throw new TypeError(
    `Cannot use feature column "${key}": it takes a matrix of numbers, the input has strings, such as ${JSON.stringify(found)}.`,
  );
}

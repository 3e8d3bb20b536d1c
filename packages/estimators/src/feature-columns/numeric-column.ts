import { Matrix } from '@feedforward/datasets';
import type { FeatureColumn, FeatureColumnConfig, Features } from './feature-column.ts';
import { numbersOf } from './feature-values.ts';
import { configOfNormalizer, type Normalizer } from './normalizers.ts';

/** A feature that is numbers as they are: TensorFlow's `numeric_column`. */
export interface NumericColumn extends FeatureColumn {
  /** The name of the input's column. */
  readonly key: string;
  /** The shape of one example's values. */
  readonly shape: readonly number[];
}

/** What {@link numericColumn} takes beside the key. */
export interface NumericColumnOptions {
  /** Default `[1]`. */
  readonly shape?: readonly number[];
  /** What stands for a missing value, which is NaN: one number for all, or one each. Default: none may be missing. */
  readonly defaultValue?: number | readonly number[] | undefined;
  /**
   * What a value is fed as: `standardize` or `rescale`, which exports can hold; or a function of your own, which they
   * cannot, where `index` is the value's place among those of an example. A `defaultValue` is normalized too. Default:
   * as it is.
   */
  readonly normalizerFn?: Normalizer | ((value: number, index: number) => number) | undefined;
}

/**
 * Numbers of the input's column `key`, as they are or normalized: TensorFlow's `numeric_column`. The column must be a
 * matrix `[batch, product of the shape]`, finite in float32.
 *
 * @example
 * ```ts
 * import { Matrix } from '@feedforward/datasets';
 * import { numericColumn } from '@feedforward/estimators';
 *
 * const age = numericColumn('age', { defaultValue: 40, normalizerFn: (years) => (years - 40) / 10 });
 * console.log(age.encode({ age: Matrix.from([[25], [Number.NaN], [50]]) }).toRows()); // [[-1.5], [0], [1]]
 * ```
 * @throws RangeError for a shape that is not of whole numbers, 1 or more, or default values that do not fit it.
 */
export function numericColumn(
  key: string,
  { shape = [1], defaultValue, normalizerFn }: NumericColumnOptions = {},
): NumericColumn {
  if (!shape.every((size) => Number.isInteger(size) && size >= 1)) {
    throw new RangeError(
      `Cannot make numeric column "${key}": its shape takes whole numbers, 1 or more; it is [${shape.join(', ')}].`,
    );
  }
  const width = shape.reduce((product, size) => product * size, 1);
  if (normalizerFn && 'config' in normalizerFn && (normalizerFn.width ?? width) !== width) {
    throw new RangeError(
      `Cannot make numeric column "${key}": its normalizerFn is for ${normalizerFn.width} values, an example has ${width}.`,
    );
  }
  const defaults = defaultsOf(key, width, defaultValue);
  const encode = (features: Features): Matrix => {
    const values = numbersOf(key, features);
    if (values.shape[1] !== width) {
      throw new RangeError(
        `Cannot use feature column "${key}": it takes [batch, ${width}], the input has [${values.shape.join(', ')}].`,
      );
    }
    if (!normalizerFn && (isInteger(values) || !defaults)) return checkFinite(key, values);
    const numbers = values.toFloat32();
    for (let i = 0; i < numbers.length; i++) {
      const value = defaults && Number.isNaN(numbers[i]) ? defaults[i % width]! : numbers[i]!;
      numbers[i] = normalizerFn ? normalizerFn(value, i % width) : value;
    }
    return checkFinite(key, new Matrix(numbers, values.shape));
  };
  const normalizer = normalizerFn && configOfNormalizer(normalizerFn);
  const config: FeatureColumnConfig | undefined =
    normalizerFn && !normalizer
      ? undefined
      : {
          type: 'numericColumn',
          key,
          shape: [...shape],
          ...(defaultValue !== undefined && { defaultValue }),
          ...(normalizer && { normalizer }),
        };
  return { name: key, width, key, shape: [...shape], encode, config };
}

function defaultsOf(
  key: string,
  width: number,
  defaultValue: number | readonly number[] | undefined,
): readonly number[] | undefined {
  if (defaultValue === undefined) return undefined;
  const defaults = typeof defaultValue === 'number' ? new Array<number>(width).fill(defaultValue) : defaultValue;
  if (defaults.length === width && defaults.every(Number.isFinite)) return defaults;
  throw new RangeError(
    `Cannot make numeric column "${key}": defaultValue takes a finite number, or ${width} of them; it is [${defaults.join(', ')}].`,
  );
}

function checkFinite(key: string, values: Matrix): Matrix {
  if (isInteger(values)) return values;
  const numbers = values.toFloat32();
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isFinite(numbers[i])) continue;
    const row = Math.floor(i / values.shape[1]);
    throw new RangeError(
      `Cannot use feature column "${key}": its numbers must be finite in float32, row ${row} has ${numbers[i]}.`,
    );
  }
  return values;
}

function isInteger(values: Matrix): boolean {
  const { data } = values.slice(0, 0);
  return !(data instanceof Float32Array || data instanceof Float64Array);
}

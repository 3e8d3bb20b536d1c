/** A normalizer as JSON. */
export interface NormalizerConfig {
  readonly type: string;
  readonly [option: string]: unknown;
}

/** A `normalizerFn` that exports can hold. Others are functions that no file can. */
export interface Normalizer {
  (value: number, index: number): number;
  /** Number of values of an example that it is for; undefined for any. */
  readonly width?: number | undefined;
  readonly config: NormalizerConfig;
}

/** One number for all values of an example, or one for each. */
export type PerValue = number | ArrayLike<number>;

/** Options of {@link standardize}. A fitted `StandardScaler` has both. */
export interface StandardizeOptions {
  readonly mean: PerValue;
  /** Standard deviations, none of them 0. */
  readonly scale: PerValue;
}

/** Options of {@link rescale}. */
export interface RescaleOptions {
  readonly scale: PerValue;
  /** Default 0. */
  readonly offset?: PerValue | undefined;
}

/**
 * Normalizes a numeric column to (x − mean) / scale. Unlike a function of your own, it is part of every export.
 *
 * @example
 * ```ts
 * import { loadIris, StandardScaler } from '@feedforward/datasets';
 * import { numericColumn, standardize } from '@feedforward/estimators';
 *
 * const { features } = loadIris();
 * const scaler = new StandardScaler().fit(features);
 * const column = numericColumn('iris', { shape: [4], normalizerFn: standardize(scaler) });
 * console.log(column.encode({ iris: features }).row(0).length); // 4
 * ```
 * @throws RangeError for numbers that are not finite, a scale of 0, or lists of different lengths.
 */
export function standardize(options: StandardizeOptions): Normalizer {
  const mean = values('standardize', 'mean', options.mean);
  const scale = values('standardize', 'scale', options.scale);
  if (of(scale).includes(0)) throw new RangeError('Cannot make standardize: its scale must not be 0.');
  const config = { type: 'standardize', mean, scale };
  return normalizer(config, [mean, scale], (value, i) => (value - at(mean, i)) / at(scale, i));
}

/**
 * Normalizes a numeric column to x · scale + offset, such as pixels to shares with a scale of 1 / 255. Unlike a function
 * of your own, it is part of every export. For a fitted `MinMaxScaler`, the offset is its `min`.
 *
 * @example
 * ```ts
 * import { Matrix } from '@feedforward/datasets';
 * import { numericColumn, rescale } from '@feedforward/estimators';
 *
 * const pixels = numericColumn('pixels', { shape: [2], normalizerFn: rescale({ scale: 1 / 4, offset: -1 }) });
 * console.log(pixels.encode({ pixels: Matrix.from([[0, 8]]) }).toRows()); // [[-1, 1]]
 * ```
 * @throws RangeError for numbers that are not finite, or lists of different lengths.
 */
export function rescale(options: RescaleOptions): Normalizer {
  const scale = values('rescale', 'scale', options.scale);
  const offset = values('rescale', 'offset', options.offset ?? 0);
  const config = { type: 'rescale', scale, offset };
  return normalizer(config, [scale, offset], (value, i) => value * at(scale, i) + at(offset, i));
}

/** The config of a normalizer; undefined for a function of the user's. */
export function configOfNormalizer(
  normalizerFn: Normalizer | ((value: number, index: number) => number),
): NormalizerConfig | undefined {
  return 'config' in normalizerFn ? normalizerFn.config : undefined;
}

type Values = number | readonly number[];

const of = (given: Values): readonly number[] => (typeof given === 'number' ? [given] : given);

const at = (given: Values, i: number): number => (typeof given === 'number' ? given : given[i]!);

function values(kind: string, option: string, given: PerValue): Values {
  const found = typeof given === 'number' ? given : Array.from(given ?? [Number.NaN]);
  if (of(found).length > 0 && of(found).every(Number.isFinite)) return found;
  throw new RangeError(
    `Cannot make ${kind}: its ${option} must be a finite number, or one for each value; it is ${String(given)}.`,
  );
}

function normalizer(
  config: NormalizerConfig,
  lists: readonly Values[],
  fn: (value: number, index: number) => number,
): Normalizer {
  const widths = lists.flatMap((list) => (typeof list === 'number' ? [] : [list.length]));
  const [width] = widths;
  if (widths.some((other) => other !== width)) {
    throw new RangeError(`Cannot make ${config.type}: its lists must be as long, they have ${widths.join(' and ')}.`);
  }
  return Object.assign((value: number, index: number) => fn(value, index), { width, config });
}

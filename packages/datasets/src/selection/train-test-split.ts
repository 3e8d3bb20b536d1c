import { Dataset, type Targets } from '../dataset.ts';
import { describeValue } from '../describe-value.ts';
import { Matrix } from '../matrix.ts';
import type { Numbers } from '../numbers.ts';
import type { Label } from '../preprocessing/label-classes.ts';
import { ShuffleSplit } from './shuffle-split.ts';
import { type SplitSizes, splitCounts } from './split-sizes.ts';
import { checkLabelCount, type Seed, type Split } from './splitter.ts';
import { StratifiedShuffleSplit } from './stratified-shuffle-split.ts';

/** How {@link trainTestSplit} cuts. */
export interface TrainTestSplitOptions extends SplitSizes {
  /** Where the draws come from: see {@link Seed}. */
  readonly randomState?: Seed | undefined;
  /** Whether examples come into the parts by chance, else in their order. Default true. */
  readonly shuffle?: boolean | undefined;
  /** Classes, one an example, of which each part gets its share. */
  readonly stratify?: ArrayLike<Label> | undefined;
}

/** What examples come in: a data set, a matrix, or an array with an entry for each. */
export type Splittable = Dataset<Targets> | Matrix | Numbers | readonly unknown[];

/** Two of each, the part to train on and the part to test on. */
export type TrainTestPairs<A extends readonly Splittable[]> = A extends readonly [
  infer First,
  ...infer Rest extends readonly Splittable[],
]
  ? [train: Part<First>, test: Part<First>, ...TrainTestPairs<Rest>]
  : [];

type Part<A> = A extends readonly (infer Item)[] ? Item[] : A;

/**
 * Splits examples into two parts, one to train and one to test on: scikit-learn's `train_test_split`, with the draws
 * of its seeds. The test part is a quarter by default. All arrays are split alike.
 *
 * @throws RangeError if the arrays are not of one length, the sizes do not fit it, the classes of `stratify` are too
 * small, or `stratify` comes with `shuffle: false`; TypeError for what cannot be split.
 *
 * @example
 * ```ts
 * import { loadIris, trainTestSplit } from '@feedforward/datasets';
 *
 * const iris = loadIris();
 * const { features: X, labels: y } = iris;
 * const [XTrain, XTest, yTrain, yTest] = trainTestSplit(X, y, { testSize: 0.2, randomState: 42, stratify: y });
 * console.log(XTrain.shape, yTest.filter((label) => label === 2).length); // [ 120, 4 ] 10
 *
 * const [train, test] = trainTestSplit(iris, { randomState: 42 });
 * console.log(train.length, test.length); // 112 38
 * ```
 */
export function trainTestSplit<A extends readonly [Splittable, ...Splittable[]]>(
  ...arraysAndOptions: readonly [...arrays: A, options: TrainTestSplitOptions]
): TrainTestPairs<A>;
export function trainTestSplit<A extends readonly [Splittable, ...Splittable[]]>(...arrays: A): TrainTestPairs<A>;
export function trainTestSplit(...args: readonly unknown[]): unknown {
  const last = args.at(-1);
  const [arrays, options] = isOptions(last) ? [args.slice(0, -1), last] : [args, {}];
  return splitAll(arrays.map(checkSplittable), options);
}

function splitAll(arrays: readonly Splittable[], options: TrainTestSplitOptions): Splittable[] {
  const count = arrays[0]?.length;
  if (count === undefined) throw new TypeError('Cannot split: it takes an array at least, found none.');
  for (const [i, { length }] of arrays.entries()) {
    if (length !== count) {
      throw new RangeError(`Cannot split: arrays have one length, array 0 has ${count}, array ${i} has ${length}.`);
    }
  }
  const [train, test] = splitOf(count, options);
  return arrays.flatMap((array) => [partOf(array, train), partOf(array, test)]);
}

function splitOf(count: number, { randomState, shuffle = true, stratify, ...given }: TrainTestSplitOptions): Split {
  const { train, test } = splitCounts(count, given, 0.25);
  if (!shuffle) {
    if (stratify) throw new RangeError('Cannot split: stratify takes shuffle, which is false.');
    const examples = Int32Array.from({ length: train + test }, (_, i) => i);
    return [examples.slice(0, train), examples.slice(train)];
  }
  if (stratify) checkLabelCount(count, stratify.length);
  const sizes = { testSize: test, trainSize: train, nSplits: 1, randomState };
  const splits = stratify
    ? new StratifiedShuffleSplit(sizes).split(stratify, stratify)
    : new ShuffleSplit(sizes).split({ length: count });
  const [split] = splits;
  return split!;
}

function isOptions(value: unknown): value is TrainTestSplitOptions {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function checkSplittable(value: unknown): Splittable {
  if (value instanceof Dataset || value instanceof Matrix || Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return value as Numbers;
  throw new TypeError(
    `Cannot split: it takes data sets, matrices and arrays, then options; found ${describeValue(value)}.`,
  );
}

function partOf(array: Splittable, indices: Int32Array): Splittable {
  if (array instanceof Dataset || array instanceof Matrix) return array.take(indices);
  if (!ArrayBuffer.isView(array)) return Array.from(indices, (i) => array[i]);
  const TypedArray = array.constructor as new (length: number) => Numbers;
  const part = new TypedArray(indices.length);
  indices.forEach((i, k) => {
    part[k] = array[i]!;
  });
  return part;
}

/** How many examples are to be in each part of a split. */
export interface SplitSizes {
  /** Of the test part: a share below 1, rounded up, or a whole number. Default: the rest of `trainSize`. */
  readonly testSize?: number | undefined;
  /** Of the training part: a share below 1, rounded down, or a whole number. Default: the rest of `testSize`. */
  readonly trainSize?: number | undefined;
}

/**
 * The two numbers of examples, by scikit-learn's rules.
 * @param defaultTestSize The test part's share where neither size is given.
 * @throws RangeError for a size that is neither a share nor a whole number below `count`, two that come to more than
 * there is, or a training part without examples.
 */
export function splitCounts(
  count: number,
  { testSize, trainSize }: SplitSizes,
  defaultTestSize: number,
): { readonly train: number; readonly test: number } {
  const testGiven = testSize ?? (trainSize === undefined ? defaultTestSize : undefined);
  checkSize('testSize', testGiven, count);
  checkSize('trainSize', trainSize, count);
  if (isShare(testGiven) && isShare(trainSize) && testGiven + trainSize > 1) {
    throw new RangeError(
      `Cannot split: the shares testSize ${testGiven} and trainSize ${trainSize} may come to 1, not to ${testGiven + trainSize}.`,
    );
  }
  const testCount = isShare(testGiven) ? Math.ceil(testGiven * count) : testGiven;
  const trainCount = isShare(trainSize) ? Math.floor(trainSize * count) : trainSize;
  const test = testCount ?? count - trainCount!;
  const train = trainCount ?? count - test;
  if (train + test > count) {
    throw new RangeError(
      `Cannot split ${count} examples: ${train} to train and ${test} to test on are more than that.`,
    );
  }
  if (train === 0) {
    throw new RangeError(
      `Cannot split ${count} examples: with testSize ${testGiven} and trainSize ${trainSize} none is left to train on.`,
    );
  }
  return { train, test };
}

function isShare(size: number | undefined): size is number {
  return size !== undefined && size < 1;
}

function checkSize(name: string, size: number | undefined, count: number): void {
  if (size === undefined || (size > 0 && (size < 1 || (Number.isInteger(size) && size < count)))) return;
  throw new RangeError(
    `Cannot split ${count} examples: ${name} is a share between 0 and 1, or a whole number from 1 to ${count - 1}; it is ${size}.`,
  );
}

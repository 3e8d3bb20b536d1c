import { type Label, Matrix, type MatrixLike } from '@feedforward/datasets';
import { checkPositiveWeights, checkWeights } from '../check-examples.ts';
import { checkClasses } from '../labels/check-classes.ts';
import { checkOneClass } from '../labels/check-one-class.ts';
import { checkValues, zeroToOne } from '../labels/check-values.ts';
import { encoderOf, isList, type LabelList, type SampleWeights } from '../labels/label-pairs.ts';
import { meanOf, meanOfExamples } from '../mean-of-examples.ts';
import type { Metric } from '../metric.ts';
import { isTable } from '../ranking/class-indicators.ts';
import { classCount, isLogits } from './classes.ts';

/** How {@link logLoss} scores probabilities. */
export interface LogLossOptions extends SampleWeights {
  /** The classes of the columns, in any order but counted in ascending order. Default: those that are labelled. */
  readonly labels?: LabelList | undefined;
  /** Probabilities are clipped to eps … 1 − eps. Default 2⁻⁵², float64's precision. */
  readonly eps?: number | undefined;
  /** Whether to give the mean, else the sum. Default true. */
  readonly normalize?: boolean | undefined;
}

/**
 * The mean negative logarithm of the probability that the outputs give to the labels, by weight: what
 * scikit-learn's `log_loss` is of the softmax, but from the logits, and so without clipping.
 *
 * Outputs are logits or, where they say so, probabilities, which are clipped to 2⁻⁵² … 1 − 2⁻⁵² and divided by their
 * sum: `[batch, classes]`, or `[batch, 1]` for class 1 against class 0. A trainer refuses it for values. Labels are
 * class indices `[batch]`, or the probability of each output's class `[batch, n]`.
 */
export function logLoss(): Metric;
/**
 * The mean negative logarithm of the probability given to the labels, by weight: scikit-learn's `log_loss`. Rows are
 * clipped, then divided by their sum.
 *
 * @param yTrue Labels `[n]`.
 * @param probabilities Of each class in ascending order `[n, classes]`, or of the greater of two `[n]`.
 * @throws RangeError if they do not go together, there are fewer than two classes, or a probability is not between 0
 * and 1; TypeError for labels that are not all of one kind.
 *
 * @example
 * ```ts
 * import { logLoss } from '@feedforward/metrics';
 *
 * const probabilities = [[0.1, 0.9], [0.9, 0.1], [0.8, 0.2], [0.35, 0.65]];
 * console.log(logLoss(['spam', 'ham', 'ham', 'spam'], probabilities)); // 0.2161618746…
 * ```
 */
export function logLoss(
  yTrue: LabelList,
  probabilities: ArrayLike<number> | MatrixLike,
  options?: LogLossOptions,
): number;
export function logLoss(
  yTrue?: LabelList,
  probabilities: ArrayLike<number> | MatrixLike = [],
  options: LogLossOptions = {},
): Metric | number {
  return isList(yTrue) ? lossOfProbabilities(yTrue, probabilities, options) : lossOfOutputs;
}

function lossOfProbabilities(
  yTrue: LabelList,
  probabilities: ArrayLike<number> | MatrixLike,
  { eps = Number.EPSILON, labels, normalize = true, sampleWeight }: LogLossOptions,
): number {
  const cannot = 'score logLoss';
  const encoder = encoderOf(labels ?? yTrue, cannot);
  const { classes } = encoder;
  if (classes.length < 2) {
    throw new RangeError(`Cannot ${cannot}: it takes two classes, there is ${classes[0]} only. Give all labels.`);
  }
  const codes = encoder.transform(yTrue);
  (normalize ? checkPositiveWeights : checkWeights)(sampleWeight, codes.length, 'labels', cannot);
  const rows = probabilityRows(probabilities, codes.length, classes, cannot);
  const losses = rows.map((row, i) => {
    const shares = clippedShares(row, eps);
    return -Math.log(shares[codes[i]!]! / shares.reduce((sum, share) => sum + share, 0));
  });
  if (normalize) return meanOf(losses, sampleWeight);
  return losses.reduce((sum, loss, i) => sum + loss * (sampleWeight ? sampleWeight[i]! : 1), 0);
}

function probabilityRows(
  probabilities: ArrayLike<number> | MatrixLike,
  count: number,
  classes: readonly Label[],
  cannot: string,
): number[][] {
  const rows = isTable(probabilities)
    ? Matrix.from(probabilities).toRows()
    : Array.from(probabilities, (probability) => [probability]);
  const columns = rows[0]?.length ?? 0;
  if (rows.length !== count || (columns === 1 ? classes.length !== 2 : columns !== classes.length)) {
    throw new RangeError(
      `Cannot ${cannot}: ${count} labels of the classes [${classes.join(', ')}] take probabilities [${count}, ${classes.length}], they are [${rows.length}, ${columns}].`,
    );
  }
  rows.forEach((row, i) => {
    const wrong = row.find((value) => !zeroToOne.holds(value));
    if (wrong !== undefined) {
      throw new RangeError(`Cannot ${cannot}: probabilities must be ${zeroToOne.words}, one of row ${i} is ${wrong}.`);
    }
  });
  return rows;
}

/** Probabilities of each class, clipped; of one column the other is what is left after clipping. */
function clippedShares(row: readonly number[], eps: number): number[] {
  const clipped = row.map((value) => Math.min(Math.max(value, eps), 1 - eps));
  return clipped.length === 1 ? [1 - clipped[0]!, clipped[0]!] : clipped;
}

const lossOfOutputs: Metric = {
  takes: ['logits', 'probabilities'],
  ...meanOfExamples('logLoss', (outputs, labels, cannot) => {
    const columns = outputs.shape[1];
    if (labels instanceof Matrix) checkValues(labels, columns, cannot, zeroToOne);
    else checkClasses(labels, classCount(outputs), cannot);
    if (labels instanceof Matrix && columns > 1) checkOneClass(labels, cannot);
    const negativeLog = isLogits(outputs) ? negativeLogSoftmax : negativeLogOf(outputs, cannot);
    return Array.from(outputs.rows(), (row, i) => {
      const losses = negativeLog(row);
      if (!(labels instanceof Matrix)) return losses[labels[i]!]!;
      const given = labels.row(i);
      const shares = columns === 1 ? Float64Array.of(1 - given[0]!, given[0]!) : given;
      return shares.reduce((sum, share, j) => (share === 0 ? sum : sum + share * losses[j]!), 0);
    });
  }),
};

function negativeLogOf({ outputKind }: Matrix, cannot: string): (probabilities: Float64Array) => Float64Array {
  if (outputKind !== 'probabilities') {
    throw new RangeError(`Cannot ${cannot}: outputs must be logits or probabilities, they are ${outputKind}.`);
  }
  return (row) => {
    const shares = clippedShares(Array.from(row), Number.EPSILON);
    const sum = shares.reduce((total, share) => total + share, 0);
    return Float64Array.from(shares, (share) => -Math.log(share / sum));
  };
}

/** The largest logit is taken off first, and its 1 left to log1p: exact for large logits and for small losses. */
function negativeLogSoftmax(row: Float64Array): Float64Array {
  // A single logit z is the softmax's [0, z].
  const logits = row.length === 1 ? Float64Array.of(0, row[0]!) : row;
  const top = logits.reduce((best, logit, j) => (logit > logits[best]! ? j : best), 0);
  const shifted = logits.map((logit) => logit - logits[top]!);
  const rest = shifted.reduce((sum, value, j) => (j === top ? sum : sum + Math.exp(value)), 0);
  return shifted.map((value) => Math.log1p(rest) - value);
}

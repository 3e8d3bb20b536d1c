import { Matrix } from '@feedforward/datasets';
import { checkClasses } from '../labels/check-classes.ts';
import { checkValues, zeroToOne } from '../labels/check-values.ts';
import { meanOfExamples } from '../mean-of-examples.ts';
import type { Metric } from '../metric.ts';
import { classCount } from './classes.ts';

/**
 * The mean negative logarithm of the probability that the outputs give to the labels, by weight: what
 * scikit-learn's `log_loss` is of the softmax, but from the logits, and so without clipping.
 *
 * Outputs are logits: `[batch, classes]`, or `[batch, 1]` for class 1 against class 0. Labels are class indices
 * `[batch]`, or the probability of each output's class `[batch, n]`.
 */
export function logLoss(): Metric {
  return meanOfExamples('logLoss', (outputs, labels, cannot) => {
    const columns = outputs.shape[1];
    if (labels instanceof Matrix) checkValues(labels, columns, cannot, zeroToOne);
    else checkClasses(labels, classCount(outputs), cannot);
    return Array.from(outputs.rows(), (row, i) => {
      // A single logit z is the softmax's [0, z].
      const losses = negativeLogSoftmax(columns === 1 ? Float64Array.of(0, row[0]!) : row);
      if (!(labels instanceof Matrix)) return losses[labels[i]!]!;
      const given = labels.row(i);
      const shares = columns === 1 ? Float64Array.of(1 - given[0]!, given[0]!) : given;
      return shares.reduce((sum, share, j) => (share === 0 ? sum : sum + share * losses[j]!), 0);
    });
  });
}

/** The largest logit is taken off first, and its 1 left to log1p: exact for large logits and for small losses. */
function negativeLogSoftmax(logits: Float64Array): Float64Array {
  const top = logits.reduce((best, logit, j) => (logit > logits[best]! ? j : best), 0);
  const shifted = logits.map((logit) => logit - logits[top]!);
  const rest = shifted.reduce((sum, value, j) => (j === top ? sum : sum + Math.exp(value)), 0);
  return shifted.map((value) => Math.log1p(rest) - value);
}

import { checkPositiveWeights } from '../check-examples.ts';
import { isList, type LabelList, labelPairs, type SampleWeights } from '../labels/label-pairs.ts';
import { meanOf, meanOfExamples } from '../mean-of-examples.ts';
import type { Metric } from '../metric.ts';
import { labelledClasses, predictedClasses } from './classes.ts';

/**
 * The share of examples that are classified right, by weight.
 *
 * As a metric, outputs `[batch, n]` predict the class they are largest for (the first of equals). A single one predicts
 * class 1 where it is a logit above 0, or a probability or value above 0.5: outputs that a trainer predicted say which
 * they are, others are logits, unless `matrix.ofKind` says otherwise. Labels are class indices `[batch]`, or one-hot
 * rows `[batch, n]`.
 *
 * @example
 * ```ts
 * import { accuracy } from '@feedforward/metrics';
 * import { Matrix } from '@feedforward/datasets';
 *
 * const accumulator = accuracy().start();
 * accumulator.update(Matrix.from([[2, 1], [0, 3]]), Int32Array.of(0, 1));
 * accumulator.update(Matrix.from([[1, 0]]), Int32Array.of(1));
 * console.log(accumulator.result()); // 0.6666666666666666
 * ```
 */
export function accuracy(): Metric;
/**
 * The share of labels that were predicted, by weight: scikit-learn's `accuracy_score`.
 *
 * @throws RangeError if there are no labels, not as many predictions or weights, or numbers among them that are not
 * whole; TypeError for labels that are not all of one kind.
 *
 * @example
 * ```ts
 * import { accuracy } from '@feedforward/metrics';
 *
 * console.log(accuracy(['cat', 'dog', 'cat', 'cat'], ['cat', 'dog', 'dog', 'cat'])); // 0.75
 * ```
 */
export function accuracy(yTrue: LabelList, yPred: LabelList, options?: SampleWeights): number;
export function accuracy(yTrue?: LabelList, yPred: LabelList = [], { sampleWeight }: SampleWeights = {}): unknown {
  if (isList(yTrue)) {
    const { actual, predicted, weights } = labelPairs(yTrue, yPred, sampleWeight, 'score accuracy');
    checkPositiveWeights(weights, actual.length, 'score accuracy');
    return meanOf(
      actual.map((label, i) => (label === predicted[i] ? 1 : 0)),
      weights,
    );
  }
  return meanOfExamples('accuracy', (outputs, labels, cannot) => {
    const classes = labelledClasses(labels, outputs, cannot);
    return predictedClasses(outputs).map((predicted, row) => (predicted === classes[row] ? 1 : 0));
  });
}

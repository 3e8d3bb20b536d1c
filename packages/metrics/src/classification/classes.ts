import { Matrix, type Targets } from '@feedforward/datasets';
import { checkClasses } from '../labels/check-classes.ts';
import { checkOneClass } from '../labels/check-one-class.ts';
import { checkValues, finite } from '../labels/check-values.ts';

/** How many classes outputs `[batch, n]` tell apart: n, or two by a single logit. */
export function classCount(outputs: Matrix): number {
  return Math.max(2, outputs.shape[1]);
}

/**
 * The class each row of outputs is largest for. With a single one, class 1 where a logit is above 0; where a probability
 * is above 0.5; and where a value is nearer to 1 than to 0.
 */
export function predictedClasses(outputs: Matrix): Int32Array {
  if (outputs.shape[1] > 1) return outputs.argMax();
  const threshold = thresholdOf(outputs);
  return Int32Array.from({ length: outputs.length }, (_, row) => (outputs.at(row, 0) > threshold ? 1 : 0));
}

/** What a single output must be above to say yes. */
export function thresholdOf(outputs: Matrix): number {
  return isLogits(outputs) ? 0 : 0.5;
}

/** Whether outputs are logits, as they are where nobody says anything else. */
export function isLogits({ outputKind = 'logits' }: Matrix): boolean {
  return outputKind === 'logits';
}

/** The class each row is labelled with, by its index or as the largest of a row for each class. */
export function labelledClasses(labels: Targets, outputs: Matrix, cannot: string): ArrayLike<number> {
  const columns = outputs.shape[1];
  if (labels instanceof Matrix) checkValues(labels, columns, cannot, finite);
  if (labels instanceof Matrix && columns > 1) {
    checkOneClass(labels, cannot);
    return labels.argMax();
  }
  const classes = labels instanceof Matrix ? labels.toFloat32() : labels;
  checkClasses(classes, classCount(outputs), cannot);
  return classes;
}

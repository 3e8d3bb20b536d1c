import { Matrix } from '@feedforward/datasets';
import { checkValues, zeroToOne } from '../../labels/check-values.ts';
import type { LabelKind } from './label-kind.ts';
import { alignNumbers } from './numbers.ts';

/** How far a row's sum may lie from 1: float32 and rounded digits, but not a forgotten class. */
const tolerance = 1e-3;

/** A probability for each class, in rows that sum to 1: one-hot, or softer. */
export const probabilities: LabelKind = {
  check(labels, outputs, cannot) {
    if (!(labels instanceof Matrix)) {
      throw new TypeError(
        `Cannot ${cannot}: it takes a [batch, ${outputs}] matrix of probabilities; the labels are [${labels.length}]. For class indices use sparseSoftmaxCrossEntropy.`,
      );
    }
    checkValues(labels, outputs, cannot, zeroToOne);
    let row = 0;
    for (const values of labels.rows()) {
      const sum = values.reduce((total, value) => total + value, 0);
      if (Math.abs(sum - 1) > tolerance) {
        throw new RangeError(`Cannot ${cannot}: each row of labels must sum to 1, row ${row} sums to ${sum}.`);
      }
      row++;
    }
  },
  align: alignNumbers,
};

import * as tf from '@tensorflow/tfjs-core';
import { checkValues, finite, type Requirement, zeroOrOne, zeroToOne } from '../../labels/check-values.ts';
import type { LabelKind } from './label-kind.ts';

/**
 * Numbers for each output of each row, `[batch, n]`, or `[batch]` where there is one output. Never broadcasts:
 * `[batch]` beside `[batch, 1]` would silently become `[batch, batch]`.
 */
export const alignNumbers: LabelKind['align'] = (labels, [batch, outputs], cannot) => {
  const fits = labels.rank === 2 ? labels.shape[1] === outputs : labels.rank === 1 && outputs === 1;
  if (!fits || labels.shape[0] !== batch) {
    throw new RangeError(
      `Cannot ${cannot}: outputs [${batch}, ${outputs}] take labels of the same shape, they are [${labels.shape.join(', ')}].`,
    );
  }
  return tf.reshape<tf.Rank.R2>(tf.cast(labels, 'float32'), [batch, outputs]);
};

function numbers(requirement: Requirement): LabelKind {
  return {
    check: (labels, outputs, cannot) => checkValues(labels, outputs, cannot, requirement),
    align: alignNumbers,
  };
}

export const anyNumbers: LabelKind = numbers(finite);
export const shares: LabelKind = numbers(zeroToOne);
export const zerosAndOnes: LabelKind = numbers(zeroOrOne);

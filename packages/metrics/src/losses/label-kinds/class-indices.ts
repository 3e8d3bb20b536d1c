import { Matrix } from '@feedforward/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { checkClasses } from '../../labels/check-classes.ts';
import type { LabelKind } from './label-kind.ts';

/** One class index a row; lined up as one-hot rows. */
export const classIndices: LabelKind = {
  check(labels, outputs, cannot) {
    if (labels instanceof Matrix) {
      throw new TypeError(
        `Cannot ${cannot}: it takes class indices, one number a row; the labels are a [${labels.shape.join(', ')}] matrix. For one-hot rows use softmaxCrossEntropy.`,
      );
    }
    checkClasses(labels, outputs, cannot);
  },
  align(labels, [batch, outputs], cannot) {
    if (labels.rank !== 1 || labels.size !== batch) {
      throw new RangeError(
        `Cannot ${cannot}: outputs [${batch}, ${outputs}] take class indices [${batch}], they are [${labels.shape.join(', ')}].`,
      );
    }
    // A class that there is no output for would be a row of zeros, and its loss 0.
    checkClasses(labels.dataSync(), outputs, cannot);
    // tf.oneHot refuses a single class.
    if (outputs === 1) return tf.ones([batch, 1]);
    const oneHot = tf.oneHot(tf.cast(labels, 'int32'), outputs);
    return tf.cast(oneHot, 'float32') as tf.Tensor2D;
  },
};

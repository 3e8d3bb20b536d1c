import * as tf from '@tensorflow/tfjs-core';
import type { LearningRate } from '../schedules/schedule.ts';
import { makeOptimizer } from './make-optimizer.ts';
import type { Optimizer } from './optimizer.ts';

/** What {@link adagrad} takes. */
export interface AdagradOptions {
  /** Default 0.05, as TensorFlow's estimators have it. */
  readonly learningRate?: LearningRate;
  /** What the sums of squares begin at. Default 0.1. */
  readonly initialAccumulator?: number;
}

/** Adagrad (Duchi et al. 2011), in TensorFlow's form, without an epsilon: a ← a + g²; w ← w − rate · g / √a. */
export function adagrad({ learningRate = 0.05, initialAccumulator = 0.1 }: AdagradOptions = {}): Optimizer {
  return makeOptimizer(
    'adagrad',
    learningRate,
    { initialAccumulator },
    {
      init: (parameter) => ({ accumulator: tf.fill(parameter.shape, initialAccumulator) }),
      update: ({ parameter, gradient, slots, learningRate }) => {
        const accumulator = tf.add(slots.accumulator!, tf.square(gradient));
        const change = tf.div(tf.mul(gradient, learningRate), tf.sqrt(accumulator));
        return { parameter: tf.sub(parameter, change), slots: { accumulator } };
      },
    },
  );
}

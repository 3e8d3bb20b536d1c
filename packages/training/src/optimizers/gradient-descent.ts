import * as tf from '@tensorflow/tfjs-core';
import type { LearningRate } from '../schedules/schedule.ts';
import { makeOptimizer } from './make-optimizer.ts';
import type { Optimizer } from './optimizer.ts';

/** What {@link gradientDescent} takes. */
export interface GradientDescentOptions {
  /** Default 0.01. */
  readonly learningRate?: LearningRate;
}

/** Plain gradient descent: w ← w − rate · g. */
export function gradientDescent({ learningRate = 0.01 }: GradientDescentOptions = {}): Optimizer {
  return makeOptimizer(
    'gradientDescent',
    learningRate,
    {},
    {
      init: () => ({}),
      update: ({ parameter, gradient, learningRate }) => ({
        parameter: tf.sub(parameter, tf.mul(gradient, learningRate)),
        slots: {},
      }),
    },
  );
}

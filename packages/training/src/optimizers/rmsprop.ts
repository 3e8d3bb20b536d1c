import * as tf from '@tensorflow/tfjs-core';
import type { LearningRate } from '../schedules/schedule.ts';
import { makeOptimizer } from './make-optimizer.ts';
import type { Optimizer } from './optimizer.ts';

/** What {@link rmsprop} takes. */
export interface RmspropOptions {
  /** Default 0.001. */
  readonly learningRate?: LearningRate;
  /** The share of the mean square that a step keeps. Default 0.9. */
  readonly rho?: number;
  /** Default 1e-7. */
  readonly epsilon?: number;
  /** Initial value of the mean squares. Default 0, as in Keras; TensorFlow 1 has 1. */
  readonly initialMeanSquare?: number;
}

/** RMSprop (Tieleman and Hinton 2012), epsilon inside the root: a ← ρ·a + (1−ρ)·g²; w ← w − rate · g / √(a + ε). */
export function rmsprop({
  learningRate = 0.001,
  rho = 0.9,
  epsilon = 1e-7,
  initialMeanSquare = 0,
}: RmspropOptions = {}): Optimizer {
  return makeOptimizer(
    'rmsprop',
    learningRate,
    { rho, epsilon, initialMeanSquare },
    {
      init: (parameter) => ({ meanSquare: tf.fill(parameter.shape, initialMeanSquare) }),
      update: ({ parameter, gradient, slots, learningRate }) => {
        const meanSquare = tf.add(tf.mul(slots.meanSquare!, rho), tf.mul(tf.square(gradient), 1 - rho));
        const change = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(meanSquare, epsilon)));
        return { parameter: tf.sub(parameter, change), slots: { meanSquare } };
      },
    },
  );
}

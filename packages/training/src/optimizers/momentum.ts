import * as tf from '@tensorflow/tfjs-core';
import type { LearningRate } from '../schedules/schedule.ts';
import { makeOptimizer } from './make-optimizer.ts';
import type { Optimizer } from './optimizer.ts';

/** What {@link momentum} and {@link nesterov} take. */
export interface MomentumOptions {
  /** Default 0.01. */
  readonly learningRate?: LearningRate;
  /** The share of the velocity that a step keeps. Default 0.9. */
  readonly momentum?: number;
}

/** Momentum (Polyak 1964), in TensorFlow's form: v ← m·v + g; w ← w − rate · v. */
export function momentum({ learningRate = 0.01, momentum = 0.9 }: MomentumOptions = {}): Optimizer {
  return makeOptimizer(
    'momentum',
    learningRate,
    { momentum },
    {
      init: (parameter) => ({ velocity: tf.zerosLike(parameter) }),
      update: ({ parameter, gradient, slots, learningRate }) => {
        const velocity = tf.add(tf.mul(slots.velocity!, momentum), gradient);
        return { parameter: tf.sub(parameter, tf.mul(velocity, learningRate)), slots: { velocity } };
      },
    },
  );
}

/** Nesterov's momentum, in TensorFlow's form: v ← m·v + g; w ← w − rate · (g + m·v). */
export function nesterov({ learningRate = 0.01, momentum = 0.9 }: MomentumOptions = {}): Optimizer {
  return makeOptimizer(
    'nesterov',
    learningRate,
    { momentum },
    {
      init: (parameter) => ({ velocity: tf.zerosLike(parameter) }),
      update: ({ parameter, gradient, slots, learningRate }) => {
        const velocity = tf.add(tf.mul(slots.velocity!, momentum), gradient);
        const ahead = tf.add(gradient, tf.mul(velocity, momentum));
        return { parameter: tf.sub(parameter, tf.mul(ahead, learningRate)), slots: { velocity } };
      },
    },
  );
}

import * as tf from '@tensorflow/tfjs-core';
import type { LearningRate } from '../schedules/schedule.ts';
import { makeOptimizer } from './make-optimizer.ts';
import type { Optimizer } from './optimizer.ts';

/** What {@link ftrl} takes, as TensorFlow's `FtrlOptimizer` names it. */
export interface FtrlOptions {
  /** Above 0 at every step. Default 0.001. */
  readonly learningRate?: LearningRate;
  /** How the rate falls as gradients add up, 0 or less; 0 keeps it. Default −0.5. */
  readonly learningRatePower?: number;
  /** What the sums of squares begin at. Default 0.1. */
  readonly initialAccumulatorValue?: number;
  /** Default 0. */
  readonly l1RegularizationStrength?: number;
  /** Default 0. */
  readonly l2RegularizationStrength?: number;
  /** An L2 penalty that shrinks, as one added to the loss would. Default 0. */
  readonly l2ShrinkageRegularizationStrength?: number;
}

/**
 * FTRL-Proximal (McMahan et al. 2013), in the form of TensorFlow's `ApplyFtrlV2`, with p the negative power:
 * a' ← a + g²; z ← z + g + 2·shrinkage·w − (a'ᵖ − aᵖ) / rate · w;
 * w ← (sign(z)·l1 − z) / (a'ᵖ / rate + 2·l2) where |z| > l1, else 0.
 *
 * @throws RangeError for an option that is out of range; at a step, for a learning rate that is not above 0.
 */
export function ftrl({
  learningRate = 0.001,
  learningRatePower = -0.5,
  initialAccumulatorValue = 0.1,
  l1RegularizationStrength: l1 = 0,
  l2RegularizationStrength: l2 = 0,
  l2ShrinkageRegularizationStrength: shrinkage = 0,
}: FtrlOptions = {}): Optimizer {
  const power = (accumulator: tf.Tensor): tf.Tensor =>
    learningRatePower === -0.5 ? tf.sqrt(accumulator) : tf.pow(accumulator, -learningRatePower);
  return makeOptimizer(
    'ftrl',
    learningRate,
    {
      learningRatePower,
      initialAccumulatorValue,
      l1RegularizationStrength: l1,
      l2RegularizationStrength: l2,
      l2ShrinkageRegularizationStrength: shrinkage,
    },
    {
      init: (parameter) => ({
        accumulator: tf.fill(parameter.shape, initialAccumulatorValue),
        linear: tf.zerosLike(parameter),
      }),
      update: ({ parameter, gradient, slots, learningRate }) => {
        if (!(learningRate > 0)) {
          throw new RangeError(`Cannot update with ftrl: its learning rate must be above 0, it is ${learningRate}.`);
        }
        const accumulator = tf.add(slots.accumulator!, tf.square(gradient));
        const root = power(accumulator);
        const sigma = tf.div(tf.sub(root, power(slots.accumulator!)), learningRate);
        const shrunk = tf.add(gradient, tf.mul(parameter, 2 * shrinkage));
        const linear = tf.add(slots.linear!, tf.sub(shrunk, tf.mul(sigma, parameter)));
        const quadratic = tf.add(tf.div(root, learningRate), 2 * l2);
        const proximal = tf.div(tf.sub(tf.mul(tf.sign(linear), l1), linear), quadratic);
        const after = tf.where(tf.greater(tf.abs(linear), l1), proximal, tf.zerosLike(parameter));
        return { parameter: after, slots: { accumulator, linear } };
      },
    },
  );
}

import * as tf from '@tensorflow/tfjs-core';
import type { LearningRate } from '../schedules/schedule.ts';
import { makeOptimizer } from './make-optimizer.ts';
import type { Optimizer, ParameterUpdate } from './optimizer.ts';

/** What {@link adam} takes. */
export interface AdamOptions {
  /** Default 0.001. */
  readonly learningRate?: LearningRate;
  /** The share of the mean gradient that a step keeps. Default 0.9. */
  readonly beta1?: number;
  /** The share of the mean square that a step keeps. Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-7. */
  readonly epsilon?: number;
}

/** What {@link adamw} takes. */
export interface AdamwOptions extends AdamOptions {
  /** The share of each parameter, times the learning rate, that every step takes away. Default 0.004. */
  readonly weightDecay?: number;
}

type Moments = Required<Omit<AdamOptions, 'learningRate'>>;

/**
 * Adam (Kingma and Ba 2014), in TensorFlow's form: the bias correction √(1−β₂ᵗ)/(1−β₁ᵗ) is in the rate, and
 * epsilon is added to the uncorrected root.
 */
export function adam(options: AdamOptions = {}): Optimizer {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  const moments = { beta1, beta2, epsilon };
  return makeOptimizer('adam', learningRate, moments, {
    init,
    update: (update) => step(update, update.parameter, moments),
  });
}

/** Adam with decoupled weight decay (Loshchilov and Hutter 2017), in Keras's form: w ← w − rate · decay · w first. */
export function adamw(options: AdamwOptions = {}): Optimizer {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0.004 } = options;
  const moments = { beta1, beta2, epsilon };
  return makeOptimizer(
    'adamw',
    learningRate,
    { ...moments, weightDecay },
    {
      init,
      update: (update) => step(update, tf.mul(update.parameter, 1 - update.learningRate * weightDecay), moments),
    },
  );
}

const init: Optimizer['init'] = (parameter) => ({ m: tf.zerosLike(parameter), v: tf.zerosLike(parameter) });

function step(
  { gradient, slots, learningRate, iteration }: ParameterUpdate,
  parameter: tf.Tensor,
  { beta1, beta2, epsilon }: Moments,
): ReturnType<Optimizer['update']> {
  const m = tf.add(tf.mul(slots.m!, beta1), tf.mul(gradient, 1 - beta1));
  const v = tf.add(tf.mul(slots.v!, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const rate = (learningRate * Math.sqrt(1 - beta2 ** iteration)) / (1 - beta1 ** iteration);
  const change = tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon));
  return { parameter: tf.sub(parameter, change), slots: { m, v } };
}

import * as tf from '@tensorflow/tfjs-core';
import { frozen } from './frozen.ts';
import { ones, zeros } from './initializers/constant.ts';
import type { CallContext, Layer, ParameterSpec } from './layer.ts';
import { withConfig } from './with-config.ts';

/** What {@link batchNormalization} takes. */
export interface BatchNormalizationOptions {
  readonly name?: string | undefined;
  /** The share of the moving averages that a training step keeps, 0 to 1. Default 0.99. */
  readonly momentum?: number | undefined;
  /** What is added to the variance before its root is taken, above 0. Default 0.001. */
  readonly epsilon?: number | undefined;
  /** Whether to add `beta`. Default true. */
  readonly center?: boolean | undefined;
  /** Whether to multiply by `gamma`. Default true. */
  readonly scale?: boolean | undefined;
  /**
   * Whether training changes its parameters and moving averages. Default true. Where it does not, the moments are the
   * moving ones in training too, as in Keras.
   */
  readonly trainable?: boolean | undefined;
}

/**
 * Brings each feature, along the last axis, to mean 0 and variance 1, then scales and shifts it (Ioffe and Szegedy
 * 2015): γ · (x − mean) / √(variance + ε) + β.
 *
 * In training the moments are the batch's (the variance is the biased one), and the moving averages follow them:
 * moving ← momentum · moving + (1 − momentum) · moment, as in Keras. Otherwise the moments are the moving ones.
 * Parameters, each `[features]`: `gamma` (ones), `beta` (zeros), and, not trainable, `movingMean` (zeros) and
 * `movingVariance` (ones).
 *
 * @throws RangeError if the momentum is not from 0 to 1, or epsilon not above 0.
 */
export function batchNormalization({
  name,
  momentum = 0.99,
  epsilon = 1e-3,
  center = true,
  scale = true,
  trainable = true,
}: BatchNormalizationOptions = {}): Layer {
  checkOption('momentum', momentum, momentum >= 0 && momentum <= 1, 'from 0 to 1');
  checkOption('epsilon', epsilon, Math.fround(epsilon) > 0 && epsilon < Infinity, 'above 0, in float32 too');
  const layer: Layer = {
    name,
    outputShape: (inputShape) => {
      if (inputShape.length > 0) return inputShape;
      throw new RangeError('Batch normalization takes [batch, …, features], its input is [batch].');
    },
    parameters: (inputShape) => specs(inputShape.slice(-1), scale, center),
    call: (x, context) => {
      const { mean, variance } = context.training ? follow(x, momentum, context) : movingMoments(context);
      const inverse = tf.rsqrt(tf.add(variance, epsilon));
      const factor = scale ? tf.mul(inverse, context.parameter('gamma')) : inverse;
      const y = tf.mul(tf.sub(x, mean), factor);
      return center ? tf.add(y, context.parameter('beta')) : y;
    },
    // Logits that are scaled and shifted are logits; what was a probability is none.
    outputKind: (inputs) => (inputs === 'probabilities' ? 'values' : inputs),
  };
  withConfig(layer, { type: 'batchNormalization', momentum, epsilon, center, scale });
  return trainable ? layer : frozen(layer);
}

interface Moments {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

function movingMoments(context: CallContext): Moments {
  return { mean: context.parameter('movingMean'), variance: context.parameter('movingVariance') };
}

/** The batch's moments, after the moving ones have taken a step towards them. */
function follow(x: tf.Tensor, momentum: number, context: CallContext): Moments {
  const moments = tf.moments(
    x,
    x.shape.slice(1).map((_, axis) => axis),
  );
  const moving = movingMoments(context);
  const step = (from: tf.Tensor, to: tf.Tensor): tf.Tensor => tf.add(tf.mul(from, momentum), tf.mul(to, 1 - momentum));
  context.assign('movingMean', step(moving.mean, moments.mean));
  context.assign('movingVariance', step(moving.variance, moments.variance));
  return moments;
}

function specs(shape: readonly number[], scale: boolean, center: boolean): ParameterSpec[] {
  return [
    ...(scale ? [{ name: 'gamma', shape, initializer: ones() }] : []),
    ...(center ? [{ name: 'beta', shape, initializer: zeros() }] : []),
    { name: 'movingMean', shape, initializer: zeros(), trainable: false },
    { name: 'movingVariance', shape, initializer: ones(), trainable: false },
  ];
}

function checkOption(option: string, value: number, isRight: boolean, required: string): void {
  if (!isRight) {
    throw new RangeError(`Cannot make a batch normalization layer: ${option} must be ${required}, it is ${value}.`);
  }
}

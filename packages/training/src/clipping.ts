import * as tf from '@tensorflow/tfjs-core';
import { ConfigReader } from './config/config-reader.ts';

/** The gradients of a step, by their parameters' names. */
export type Gradients = ReadonlyMap<string, tf.Tensor>;

/** Changes a step's gradients before the optimizer sees them. */
export interface GradientTransform {
  (gradients: Gradients): Gradients;
  /** What a clipping of this library is made of, to compile it. */
  readonly config?: ClippingConfig;
}

/** A clipping of this library. */
export interface ClippingConfig {
  readonly type: 'clipByValue' | 'clipByNorm' | 'clipByGlobalNorm';
  readonly limit: number;
}

/** Every element of a gradient within −limit … limit: TensorFlow's `clip_by_value`. */
export function clipByValue(limit: number): GradientTransform {
  return makeClipping('clipByValue', limit, (gradients) =>
    mapGradients(gradients, (gradient) => tf.clipByValue(gradient, -limit, limit)),
  );
}

/** Each gradient scaled down to a Euclidean norm of at most `limit`: TensorFlow's `clip_by_norm`. */
export function clipByNorm(limit: number): GradientTransform {
  return makeClipping('clipByNorm', limit, (gradients) =>
    mapGradients(gradients, (gradient) => scaleTo(gradient, limit, tf.sqrt(squaredNorm(gradient)))),
  );
}

/** All gradients scaled together to a Euclidean norm of at most `limit`: TensorFlow's `clip_by_global_norm`. */
export function clipByGlobalNorm(limit: number): GradientTransform {
  return makeClipping('clipByGlobalNorm', limit, (gradients) => {
    const norm = tf.sqrt(tf.addN(Array.from(gradients.values(), squaredNorm)));
    return mapGradients(gradients, (gradient) => scaleTo(gradient, limit, norm));
  });
}

const clippings: Readonly<Record<ClippingConfig['type'], (limit: number) => GradientTransform>> = {
  clipByValue,
  clipByNorm,
  clipByGlobalNorm,
};

/**
 * The clipping that a `config` tells of.
 * @param config As parsed JSON; whatever it is, it is checked.
 * @throws RangeError for what is no clipping of this library, naming the nearest.
 */
export function clippingFromConfig(config: unknown): GradientTransform {
  const reader = new ConfigReader('clipping', config);
  const clipping = reader.kind(clippings)(reader.number('limit'));
  reader.end();
  return clipping;
}

function mapGradients(gradients: Gradients, change: (gradient: tf.Tensor) => tf.Tensor): Gradients {
  return new Map(Array.from(gradients, ([name, gradient]) => [name, change(gradient)]));
}

const squaredNorm = (gradient: tf.Tensor): tf.Tensor => tf.sum(tf.square(gradient));

const scaleTo = (gradient: tf.Tensor, limit: number, norm: tf.Tensor): tf.Tensor =>
  tf.mul(gradient, tf.div(limit, tf.maximum(norm, limit)));

function makeClipping(
  type: ClippingConfig['type'],
  limit: number,
  transform: (gradients: Gradients) => Gradients,
): GradientTransform {
  if (!(limit > 0 && Number.isFinite(limit))) {
    throw new RangeError(`Cannot clip gradients to ${limit}: the limit must be above 0 and finite.`);
  }
  const config: ClippingConfig = { type, limit };
  return Object.defineProperty<GradientTransform>((gradients) => transform(gradients), 'config', { value: config });
}

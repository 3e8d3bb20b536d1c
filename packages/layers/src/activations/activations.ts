import * as tf from '@tensorflow/tfjs-core';

/** A function of every element, or of every row for softmax. */
export type ActivationFunction = (x: tf.Tensor) => tf.Tensor;

/** The options of all activations; each goes by those it has. */
export interface ActivationSettings {
  readonly alpha: number;
  readonly approximate: boolean;
}

/** The name of an activation. */
export type ActivationName =
  | 'elu'
  | 'gelu'
  | 'leakyRelu'
  | 'linear'
  | 'relu'
  | 'selu'
  | 'sigmoid'
  | 'softmax'
  | 'softplus'
  | 'swish'
  | 'tanh';

/** Every activation by name. */
export const activations: Readonly<Record<ActivationName, (settings: ActivationSettings) => ActivationFunction>> = {
  /** x above 0, eˣ − 1 below (Clevert et al. 2015). */
  elu: () => (x) => tf.elu(x),
  /** x · Φ(x) (Hendrycks and Gimpel 2016), exactly, by erf, or by tanh. */
  gelu: ({ approximate }) => (approximate ? geluByTanh : gelu),
  /** x above 0, alpha · x below (Maas et al. 2013). */
  leakyRelu:
    ({ alpha }) =>
    (x) =>
      tf.leakyRelu(x, alpha),
  linear: () => (x) => x,
  relu: () => (x) => tf.relu(x),
  /** A scaled ELU that keeps mean 0 and variance 1 (Klambauer et al. 2017). */
  selu: () => (x) => tf.selu(x),
  sigmoid: () => (x) => tf.sigmoid(x),
  /** eˣ over its sum along the last axis. */
  softmax: () => (x) => tf.softmax(x),
  /** ln(1 + eˣ) */
  softplus: () => (x) => tf.softplus(x),
  /** x · sigmoid(x) (Ramachandran et al. 2017). */
  swish: () => (x) => tf.mul(x, tf.sigmoid(x)),
  tanh: () => (x) => tf.tanh(x),
};

function gelu(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

function geluByTanh(x: tf.Tensor): tf.Tensor {
  const cubic = tf.mul(x, tf.add(tf.mul(tf.square(x), 0.044715), 1));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(tf.mul(cubic, Math.sqrt(2 / Math.PI))), 1));
}

import { ready } from '@feedforward/core';
import { type Layer, type Model, sequential } from '@feedforward/layers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkLayerGradients } from './layer-gradients.ts';

/** x · scale, with gradients that are wrong by these factors. */
function scaled({ byInput, byScale }: { byInput: number; byScale: number }): Model {
  const product = tf.customGrad((x, scale) => ({
    value: tf.mul(x as tf.Tensor, scale as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => [
      tf.mul(dy, tf.mul(scale as tf.Tensor, byInput)),
      tf.mul(tf.sum(tf.mul(dy, x as tf.Tensor), 0), byScale),
    ],
  }));
  const layer: Layer = {
    outputShape: (inputShape) => inputShape,
    parameters: (shape) => [{ name: 'scale', shape, initializer: () => new Float32Array(3).fill(1) }],
    call: (x, context) => product(x, context.parameter('scale')),
  };
  return sequential([layer], { inputShape: [3] });
}

describe('checkLayerGradients', () => {
  beforeAll(async () => {
    await ready();
  });

  it('takes gradients that are right', () => {
    expect(() => checkLayerGradients(scaled({ byInput: 1, byScale: 1 }), true)).not.toThrow();
  });

  it('refuses a wrong one by the input, and names an element of it', () => {
    expect(() => checkLayerGradients(scaled({ byInput: 1.02, byScale: 1 }), true)).toThrow(
      /respect to input\[\d+\] is/,
    );
  });

  it('refuses a wrong one by a parameter, and names an element of it', () => {
    expect(() => checkLayerGradients(scaled({ byInput: 1, byScale: 0.98 }), true)).toThrow(/layer\/scale\[\d\] is/);
  });
});

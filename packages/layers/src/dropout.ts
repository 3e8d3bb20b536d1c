import type { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';

/** What {@link dropout} takes besides its rate. */
export interface DropoutOptions {
  readonly name?: string | undefined;
}

/**
 * In training, sets each element to 0 with probability `rate` and divides the others by 1 − rate (Srivastava et al.
 * 2014, inverted); otherwise gives its input. It draws 32 bits for each element of the batch; a rate of 0 draws none.
 * @throws RangeError unless 0 ≤ rate < 1.
 */
export function dropout(rate: number, { name }: DropoutOptions = {}): Layer {
  if (!(typeof rate === 'number' && rate >= 0 && rate < 1)) {
    throw new RangeError(`Cannot make a dropout layer of rate ${rate}: it takes a rate from 0 to below 1.`);
  }
  return {
    name,
    outputShape: (inputShape) => inputShape,
    call: (x, { training, random }) =>
      training && rate > 0 ? tf.mul(x, tf.tensor(mask(x.size, rate, random), x.shape)) : x,
    config: { type: 'dropout', rate },
  };
}

function mask(size: number, rate: number, random: RandomState): Float32Array {
  const threshold = rate * 2 ** 32;
  const scale = 1 / (1 - rate);
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    if (random.nextUint32() >= threshold) values[i] = scale;
  }
  return values;
}

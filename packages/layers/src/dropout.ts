import type { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';
import { sameKind } from './output-kind.ts';
import { withConfig } from './with-config.ts';

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
  const layer: Layer = {
    name,
    outputShape: (inputShape) => inputShape,
    call: (x, { training, random }) =>
      training && rate > 0 ? tf.mul(x, tf.tensor(maskOf(x.size, rate, random), x.shape)) : x,
    outputKind: sameKind,
  };
  return withConfig(layer, { type: 'dropout', rate });
}

/**
 * Draws a mask of dropout into `count` numbers from `start` on: 0 with probability `rate`, else 1 / (1 − rate). It takes
 * 32 bits for each.
 */
export function drawDropoutMask(
  mask: Float32Array,
  start: number,
  count: number,
  rate: number,
  random: RandomState,
): void {
  const threshold = rate * 2 ** 32;
  const scale = 1 / (1 - rate);
  for (let i = start; i < start + count; i++) mask[i] = random.nextUint32() >= threshold ? scale : 0;
}

function maskOf(size: number, rate: number, random: RandomState): Float32Array {
  const mask = new Float32Array(size);
  drawDropoutMask(mask, 0, size, rate, random);
  return mask;
}

import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';
import { sameKind } from './output-kind.ts';
import { sizeOf } from './shapes.ts';
import { withConfig } from './with-config.ts';

/** What {@link flatten} takes. */
export interface FlattenOptions {
  readonly name?: string | undefined;
}

/** Lays each example out in one row, in C order: from `[batch, 28, 28]` to `[batch, 784]`. */
export function flatten({ name }: FlattenOptions = {}): Layer {
  const layer: Layer = {
    name,
    outputShape: (inputShape) => [sizeOf(inputShape)],
    call: (x) => tf.reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]),
    outputKind: sameKind,
  };
  return withConfig(layer, { type: 'flatten' });
}

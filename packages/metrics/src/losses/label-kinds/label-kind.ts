import type { Targets } from '@feedforward/datasets';
import type * as tf from '@tensorflow/tfjs-core';

/** What a loss takes for labels: class indices, or numbers of some kind for each output. */
export interface LabelKind {
  /** Refuses what cannot be trained on, given how many outputs there are; errors begin `Cannot ${cannot}: `. */
  check(labels: Targets, outputs: number, cannot: string): void;
  /** The labels in float32, lined up with outputs `[batch, n]`. @throws RangeError if they do not fit. */
  align(labels: tf.Tensor, shape: readonly [batch: number, outputs: number], cannot: string): tf.Tensor2D;
}

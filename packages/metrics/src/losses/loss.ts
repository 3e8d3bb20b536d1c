import type { OutputKind, Targets } from '@feedforward/datasets';
import type * as tf from '@tensorflow/tfjs-core';
import type { NetworkOutputs } from './network-outputs.ts';

/** How the examples' losses become one number: their mean, or their sum. */
export type Reduction = 'mean' | 'sum';

/** The options that every loss of this library takes. */
export interface LossOptions {
  /**
   * With weights w and losses l of n examples: `'mean'` is Σ w·l / n, as Keras's `sum_over_batch_size` (not
   * divided by Σ w), and `'sum'` is Σ w·l. Default `'mean'`.
   */
  readonly reduction?: Reduction | undefined;
}

/** The options of cross-entropies. */
export interface CrossEntropyOptions extends LossOptions {
  /**
   * Whether outputs are logits, true, or probabilities, false, which are clipped to 1e-7 … 1 − 1e-7 as Keras does.
   * Default: what the network in training says, which is a more exact way if it ends in sigmoid or softmax; and logits
   * where nobody says anything.
   */
  readonly fromLogits?: boolean | undefined;
}

/** What a loss of this library is made of, to save it and to compile it. */
export interface LossConfig {
  readonly type: string;
  readonly reduction: Reduction;
  readonly [option: string]: string | number | boolean;
}

/**
 * A loss: from the network's outputs `[batch, n]` and the labels (`[batch]` int32 for classes, `[batch]` or
 * `[batch, n]` float32 else) to a scalar. Any such function can be trained on, if tfjs can take its gradient.
 */
export interface Loss {
  (outputs: tf.Tensor, labels: tf.Tensor, weights?: tf.Tensor1D): tf.Tensor;
  /** Whether the scalar is the batch's mean (default) or its sum: what evaluation makes of several batches. */
  readonly reduction?: Reduction;
  /** Refuses labels that cannot be trained on, given how many outputs there are. */
  readonly checkLabels?: (labels: Targets, outputs: number) => void;
  /**
   * What a network's outputs are, trained on this loss: what metrics take them for.
   * @throws RangeError for a network whose outputs it cannot be computed of.
   */
  readonly outputKind?: (outputs: NetworkOutputs) => OutputKind;
  readonly config?: LossConfig;
}

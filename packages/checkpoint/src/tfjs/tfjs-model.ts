import type { NetworkConfig } from '../network/network-source.ts';
import type { TensorData } from '../tensor-data.ts';
import type { NetworkLoss } from '../topology/network-loss.ts';
import type { TfjsTraining } from './training.ts';

/** A network that was read. */
export interface TfjsModel {
  readonly config: NetworkConfig;
  /** The parameters by the names that the library has for them, such as `hidden1/kernel` and `norm/movingMean`. */
  readonly tensors: Map<string, TensorData<'float32'>>;
  /** What the optimizer kept, by TF.js's names; empty where it was not saved. */
  readonly optimizerWeights: Map<string, TensorData>;
  /**
   * The loss that it was trained on, for `lossFromConfig` of `@feedforward/metrics/losses`. Undefined where it was not
   * saved, or is one that there is not here: TF.js's hinge takes labels of −1 and 1.
   */
  readonly loss?: NetworkLoss | undefined;
  /** The same by the library's names, with loss and optimizer, where the library has such an optimizer. */
  readonly training?: (TfjsTraining & { readonly loss: string }) | undefined;
}

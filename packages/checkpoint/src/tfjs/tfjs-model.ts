import type { NetworkConfig } from '../network/network-source.ts';
import type { TensorData } from '../tensor-data.ts';
import type { TfjsTraining } from './training.ts';

/** A network that was read. */
export interface TfjsModel {
  readonly config: NetworkConfig;
  /** The parameters by the names that the library has for them, such as `hidden1/kernel` and `norm/movingMean`. */
  readonly tensors: Map<string, TensorData<'float32'>>;
  /** What the optimizer kept, by TF.js's names; empty where it was not saved. */
  readonly optimizerWeights: Map<string, TensorData>;
  /** The same by the library's names, with loss and optimizer, where the library has such an optimizer. */
  readonly training?: TfjsTraining | undefined;
}

import type { NetworkConfig } from '../network/network-source.ts';
import type { TensorData } from '../tensor-data.ts';
import type { NetworkLoss } from '../topology/network-loss.ts';

/** A network that was read. */
export interface KerasModel {
  readonly config: NetworkConfig;
  /** The parameters by the names that the library has for them, such as `hidden1/kernel` and `norm/movingMean`. */
  readonly tensors: Map<string, TensorData<'float32'>>;
  /**
   * The loss that it was trained on, for `lossFromConfig` of `@feedforward/metrics/losses`. Undefined where the file does
   * not tell it, or one that there is not here.
   */
  readonly loss?: NetworkLoss | undefined;
}

import type { NetworkConfig } from '../network/network-source.ts';
import type { TensorData } from '../tensor-data.ts';

/** A network that was read. */
export interface KerasModel {
  readonly config: NetworkConfig;
  /** The parameters by the names that the library has for them, such as `hidden1/kernel` and `norm/movingMean`. */
  readonly tensors: Map<string, TensorData<'float32'>>;
}

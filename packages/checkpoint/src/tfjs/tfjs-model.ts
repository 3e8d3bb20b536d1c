import type { TensorData } from '../tensor-data.ts';

/** A layer of a network: its type, its name, and its options. */
export interface TfjsLayerConfig {
  readonly type: string;
  readonly name: string;
  readonly [option: string]: unknown;
}

/** What `modelFromConfig` of @feedforward/layers takes, and `model.config` is. */
export interface TfjsModelConfig {
  readonly type: string;
  /** An example's shape, without the batch. */
  readonly inputShape: readonly number[];
  readonly layers: readonly TfjsLayerConfig[];
}

/** A network to write: what it is made of, and the values of its parameters. */
export interface TfjsModelSource {
  readonly config: TfjsModelConfig;
  /** Names and tensors, as checkpoints give them; those that are not of a layer are passed over. */
  readonly tensors: Iterable<readonly [name: string, tensor: TensorData]>;
}

/** A network that was read. */
export interface TfjsModel {
  readonly config: TfjsModelConfig;
  /** The parameters by the names that the library has for them, such as `hidden1/kernel` and `norm/movingMean`. */
  readonly tensors: Map<string, TensorData<'float32'>>;
  /** What the optimizer kept, by TF.js's names; empty where it was not saved. */
  readonly optimizerWeights: Map<string, TensorData>;
}

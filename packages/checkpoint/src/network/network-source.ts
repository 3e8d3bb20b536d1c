import type { TensorData } from '../tensor-data.ts';

/** A layer's config: its type, its name in the network, and its options. */
export interface NetworkLayerConfig {
  readonly type: string;
  readonly name: string;
  readonly [option: string]: unknown;
}

/** What `model.config` of @feedforward/layers is, and what its JSON gives. */
export interface NetworkConfig {
  readonly type: string;
  /** An example's shape, without the batch. */
  readonly inputShape: readonly number[];
  readonly layers: readonly NetworkLayerConfig[];
}

/** A network as data: what it is made of, and the values of its parameters. */
export interface NetworkSource {
  readonly config: NetworkConfig;
  /** Names and tensors, as `trainer.parameters()` and checkpoints give them; other names are passed over. */
  readonly tensors: Iterable<readonly [name: string, tensor: TensorData]>;
}

export type { NetworkConfig, NetworkLayerConfig, NetworkSource } from '../network/network-source.ts';
export type { NetworkLoss } from '../topology/network-loss.ts';
export { decodeKerasModel, decodeKerasWeights, type KerasReadOptions } from './decode.ts';
export { encodeKerasModel, encodeKerasWeights, type KerasModelOptions, type KerasWriteOptions } from './encode.ts';
export type { Hdf5Limits, Hdf5Tree } from './hdf5/hdf5-tree.ts';
export { readHdf5, readKerasModel, readKerasWeights, writeKerasModel, writeKerasWeights } from './keras-files.ts';
export type { KerasModel } from './keras-model.ts';

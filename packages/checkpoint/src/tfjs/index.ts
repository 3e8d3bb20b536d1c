export type { NetworkConfig, NetworkLayerConfig, NetworkSource } from '../network/network-source.ts';
export type { TfjsArtifacts, TfjsReadArtifacts, TfjsWeightSpec } from './artifacts.ts';
export { decodeTfjsModel, type TfjsReadOptions } from './decode.ts';
export { encodeTfjsModel, type TfjsWriteOptions } from './encode.ts';
export { type TfjsHandler, tfjsFolder } from './io-handler.ts';
export { type TfjsStoreOptions, tfjsStore } from './store-handler.ts';
export { readTfjsModel, writeTfjsModel } from './tfjs-files.ts';
export type { TfjsModel } from './tfjs-model.ts';
export type { TfjsTraining } from './training.ts';

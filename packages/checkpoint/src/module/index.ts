export type { NetworkConfig, NetworkLayerConfig, NetworkSource } from '../network/network-source.ts';
export { encodeModuleWeights } from './encode-module-weights.ts';
export { type ExportModuleOptions, exportModule } from './export-module.ts';

export type { NetworkConfig, NetworkLayerConfig, NetworkSource } from '../network/network-source.ts';
export { encodeOnnx } from './encode-onnx.ts';

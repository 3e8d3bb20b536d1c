export type { NetworkConfig, NetworkLayerConfig, NetworkSource } from '../network/network-source.ts';
export { decodeOnnxTensors, type OnnxReadOptions } from './decode-onnx-tensors.ts';
export { encodeOnnx } from './encode-onnx.ts';

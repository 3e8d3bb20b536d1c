import type { NetworkSource } from '../network/network-source.ts';
import { readNetwork } from '../network/read-network.ts';
import { addLayer } from './add-layer.ts';
import { checkNames } from './check-names.ts';
import { encodeModel } from './encode-model.ts';
import { Graph } from './graph.ts';

/**
 * The bytes of an ONNX file that predicts as the network does: opset 17, IR version 8. Its input is `input`, float32 of
 * `[batch, ...inputShape]`, its output `output`; the batch may have any size.
 *
 * @param source The config and the tensors, such as `{ config: model.config, tensors: trainer.parameters() }`.
 * @throws TypeError or RangeError that names the layer, option or parameter that cannot be exported.
 *
 * @example
 * ```ts
 * import { encodeOnnx } from '@feedforward/checkpoint/onnx';
 *
 * const bytes = encodeOnnx({
 *   config: { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'outputs', units: 1 }] },
 *   tensors: [
 *     ['outputs/kernel', { dtype: 'float32', shape: [2, 1], data: Float32Array.of(2, 3) }],
 *     ['outputs/bias', { dtype: 'float32', shape: [1], data: Float32Array.of(0.5) }],
 *   ],
 * });
 * console.log(bytes.length); // 280
 * ```
 */
export function encodeOnnx(source: NetworkSource): Uint8Array<ArrayBuffer> {
  const network = readNetwork(source);
  checkNames(network);
  const graph = new Graph();
  const input = graph.reserve('input');
  const output = graph.reserve('output');
  let value = input;
  for (const layer of network.layers) value = addLayer(graph, layer, value);
  graph.nodes.push({ operator: 'Identity', inputs: [value], output, attributes: {} });
  const { inputShape, outputShape } = network;
  return encodeModel(graph, { name: input, shape: inputShape }, { name: output, shape: outputShape });
}

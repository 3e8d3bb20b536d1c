import { layerTensors } from '../network/layer-tensors.ts';
import type { NetworkLayer } from '../network/network.ts';
import { addActivation } from './add-activation.ts';
import type { Graph } from './graph.ts';

/** Adds a layer of `x`, and gives the name of its output. */
export function addLayer(graph: Graph, layer: NetworkLayer, x: string): string {
  const { name } = layer;
  const constants = layerTensors(layer).map((tensor) => graph.constant(tensor.name, tensor.shape, tensor.data));
  switch (layer.type) {
    case 'dense': {
      const [kernel = '', ...bias] = constants;
      const sum =
        bias.length > 0
          ? graph.node(`${name}/gemm`, 'Gemm', [x, kernel, ...bias])
          : graph.node(`${name}/product`, 'MatMul', [x, kernel]);
      return addActivation(graph, name, sum, layer.activation);
    }
    case 'activation':
      return addActivation(graph, name, x, layer.activation);
    case 'batchNormalization': {
      // Not the operator BatchNormalization, whose features are the second axis, not the last.
      const [mean = '', factor = '', ...beta] = constants;
      const centered = graph.node(`${name}/centered`, 'Sub', [x, mean]);
      const scaled = graph.node(`${name}/scaled`, 'Mul', [centered, factor]);
      return beta.length > 0 ? graph.node(`${name}/shifted`, 'Add', [scaled, ...beta]) : scaled;
    }
    case 'flatten':
      return graph.node(`${name}/flatten`, 'Flatten', [x], { axis: { int: 1 } });
    case 'dropout':
      return x;
  }
}

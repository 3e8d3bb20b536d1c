import type { Activation, PlainActivation } from '../network/read-activation.ts';
import type { Graph } from './graph.ts';

/** The operators that are activations by themselves. */
const operators: Readonly<Record<Exclude<PlainActivation, 'linear' | 'softmax' | 'swish'>, string>> = {
  elu: 'Elu',
  relu: 'Relu',
  selu: 'Selu',
  sigmoid: 'Sigmoid',
  softplus: 'Softplus',
  tanh: 'Tanh',
};

/** Adds an activation of `x` in the name of its layer, and gives the name of its output. */
export function addActivation(graph: Graph, layer: string, x: string, activation: Activation): string {
  switch (activation.type) {
    case 'linear':
      return x;
    case 'leakyRelu':
      return graph.node(`${layer}/leakyRelu`, 'LeakyRelu', [x], { alpha: { float: activation.alpha } });
    case 'softmax':
      return graph.node(`${layer}/softmax`, 'Softmax', [x], { axis: { int: -1 } });
    case 'swish':
      return graph.node(`${layer}/swish`, 'Mul', [x, graph.node(`${layer}/sigmoid`, 'Sigmoid', [x])]);
    case 'gelu':
      return addGelu(graph, layer, x, activation.approximate);
    default:
      return graph.node(`${layer}/${activation.type}`, operators[activation.type], [x]);
  }
}

/** x / 2 · (1 + erf(x / √2)), or its form by tanh; the operator Gelu came with opset 20. */
function addGelu(graph: Graph, layer: string, x: string, approximate: boolean): string {
  const name = `${layer}/gelu`;
  const scaled = (by: number, value: string): string =>
    graph.node(`${name}/scaled`, 'Mul', [value, graph.scalar(`${name}/scale`, by)]);
  const one = graph.scalar(`${name}/one`, 1);
  const plusOne = (value: string): string => graph.node(`${name}/plusOne`, 'Add', [value, one]);
  const times = (left: string, right: string): string => graph.node(`${name}/product`, 'Mul', [left, right]);
  const share = approximate
    ? graph.node(`${name}/tanh`, 'Tanh', [
        scaled(Math.sqrt(2 / Math.PI), times(x, plusOne(scaled(0.044715, times(x, x))))),
      ])
    : graph.node(`${name}/erf`, 'Erf', [scaled(Math.SQRT1_2, x)]);
  return graph.node(name, 'Mul', [scaled(0.5, x), plusOne(share)]);
}

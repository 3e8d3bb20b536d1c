import { layerTensors } from '../network/layer-tensors.ts';
import type { Network, NetworkLayer } from '../network/network.ts';
import { activationCall, type Call } from './activation-call.ts';
import { denseSource, normalizeSource } from './layer-sources.ts';
import { stringLiteral } from './string-literal.ts';

/** The source of the function that takes one example through all layers, and of those that it calls. */
export function forwardSource({ layers }: Network): string {
  const lines: string[] = [];
  const called = new Set<string>();
  for (const layer of layers) {
    const { expressions, sources } = callsOf(layer);
    const shapes = `[${layer.inputShape.join(', ')}] → [${layer.outputShape.join(', ')}]`;
    lines.push(`  // ${stringLiteral(layer.name)}, ${layer.type}: ${shapes}`);
    for (const expression of expressions) lines.push(`  x = ${expression};`);
    for (const source of sources) called.add(source);
  }
  const forward = `\
/** The network's output for one example. @param {Float32Array} x */
function forward(x) {
${lines.join('\n')}
  return x;
}`;
  return [forward, ...called].join('\n\n');
}

interface LayerCalls {
  /** What x becomes, one after another; none for what changes no number. */
  readonly expressions: readonly string[];
  readonly sources: readonly string[];
}

function callsOf(layer: NetworkLayer): LayerCalls {
  const tensors = layerTensors(layer).map(({ name }) => `weights[${stringLiteral(name)}]`);
  const columns = layer.outputShape.at(-1) ?? 1;
  const activated = (own: Call[], activation: Call): LayerCalls => {
    const calls = activation.source === undefined ? own : [...own, activation];
    return {
      expressions: calls.map(({ expression }) => expression),
      sources: calls.flatMap(({ source }) => source ?? []),
    };
  };
  switch (layer.type) {
    case 'dense': {
      const call = { expression: `dense(x, ${[layer.units, ...tensors].join(', ')})`, source: denseSource };
      return activated([call], activationCall(layer.activation, 'x', columns));
    }
    case 'activation':
      return activated([], activationCall(layer.activation, 'x', columns));
    case 'batchNormalization':
      return { expressions: [`normalize(x, ${tensors.join(', ')})`], sources: [normalizeSource] };
    case 'dropout':
    case 'flatten':
      return { expressions: [], sources: [] };
  }
}

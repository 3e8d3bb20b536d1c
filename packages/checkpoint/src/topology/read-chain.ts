import type { JsonValue } from '../json-value.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { readCall, readTensors } from './read-call.ts';

interface NamedLayer {
  readonly name: string;
  readonly layer: JsonValue;
}

/**
 * The layers of a functional model in the order in which they are connected, that of its input first.
 *
 * @param content The model's config, with `layers`, `input_layers` and `output_layers`.
 * @throws Error that names the layer by which they are no chain, one after the other.
 */
export function readChain(content: JsonValue, refuse: Refuse): JsonValue[] {
  const refuseGraph: Refuse = (found) => refuse(`its layers must follow one after the other, but ${found}`);
  const layers = layersByName(content.get('layers'), refuse);
  const next = connect(layers, refuseGraph);
  const input = readEnd(content.get('input_layers'), 'input', refuseGraph);
  const output = readEnd(content.get('output_layers'), 'output', refuseGraph);
  const first = layers.get(input);
  if (!first || !isInput(first)) throw refuseGraph(`its input ${quote(input)} is none of them`);
  const chain = new Set([first]);
  let last = input;
  // This ends: a layer comes after one other, and that of an input after none.
  for (let after = next.get(input); after; after = next.get(last)) {
    chain.add(after.layer);
    last = after.name;
  }
  for (const [name, layer] of layers) {
    if (!chain.has(layer)) throw refuseGraph(`${quote(name)} does not come after its input ${quote(input)}`);
  }
  if (last !== output) throw refuseGraph(`it ends in ${quote(last)}, and its output is of ${quote(output)}`);
  return [...chain];
}

function layersByName(list: JsonValue, refuse: Refuse): Map<string, JsonValue> {
  const layers = new Map<string, JsonValue>();
  for (const layer of list.array()) {
    const name = layer.get('name').string();
    if (layers.has(name)) throw refuse(`it has two layers named ${quote(name)}`);
    layers.set(name, layer);
  }
  return layers;
}

/** What comes after each layer. */
function connect(layers: ReadonlyMap<string, JsonValue>, refuseGraph: Refuse): Map<string, NamedLayer> {
  const next = new Map<string, NamedLayer>();
  for (const [name, layer] of layers) {
    const calls = layer.get('inbound_nodes').array();
    if (calls.length !== (isInput(layer) ? 0 : 1)) throw refuseGraph(`${quote(name)} is called ${calls.length} times`);
    for (const call of calls) {
      const inputs = readCall(call);
      const [before] = inputs;
      if (before === undefined || inputs.length > 1) throw refuseGraph(`${quote(name)} takes ${inputs.length} inputs`);
      if (!layers.has(before)) throw refuseGraph(`${quote(name)} comes after ${quote(before)}, which is none of them`);
      const other = next.get(before);
      if (other) throw refuseGraph(`${quote(other.name)} and ${quote(name)} both come after ${quote(before)}`);
      next.set(before, { name, layer });
    }
  }
  return next;
}

function isInput(layer: JsonValue): boolean {
  return layer.get('class_name').string() === 'InputLayer';
}

/** The one layer that the model's inputs, or outputs, are of. */
function readEnd(tensors: JsonValue, what: string, refuseGraph: Refuse): string {
  const names = readTensors(tensors);
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  throw refuseGraph(`it has ${names.length} ${what}s: ${names.map(quote).join(', ')}`);
}

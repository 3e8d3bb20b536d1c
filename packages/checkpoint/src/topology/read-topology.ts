import type { JsonValue } from '../json-value.ts';
import type { NetworkConfig, NetworkLayerConfig } from '../network/network-source.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { checkShape } from '../shape.ts';
import { type NamedParameter, placeLayer } from './layer-parameters.ts';
import { readChain } from './read-chain.ts';
import { readLayer } from './read-layer.ts';

/** What Keras calls a model of connected layers; the second was its name until TensorFlow 2.2, and is so in TF.js. */
const functional = ['Functional', 'Model'] as const;

/** A network and the parameters that it must have. */
export interface Topology {
  readonly config: NetworkConfig;
  readonly parameters: readonly NamedParameter[];
}

/**
 * The network that a Keras topology describes, a sequential model, or a functional one that is a chain of layers; as Keras
 * and TF.js write it, and TF.js's converter, which puts it in `model_config`.
 */
export function readTopology(topology: JsonValue, refuse: Refuse): Topology {
  const inner = topology.get('model_config');
  const model = inner.isMissing ? topology : inner;
  const isSequential = model.get('class_name').oneOf('Sequential', ...functional) === 'Sequential';
  const content = model.get('config');
  const listed = content.isArray ? content.array() : content.get('layers').array(); // an array until Keras 2.2.3
  for (const item of listed) checkNesting(item, refuse);
  const items = isSequential ? listed : readChain(content, refuse);
  const inputShape = readInputShape(items, content, refuse);

  const layers: NetworkLayerConfig[] = [];
  const parameters: NamedParameter[] = [];
  const names = new Set<string>();
  let shape = inputShape;
  for (const item of items) {
    if (item.get('class_name').string() === 'InputLayer') continue;
    const layer = readLayer(item.get('class_name'), item.get('config'), shape);
    if (names.has(layer.name)) throw refuse(`it has two layers named ${quote(layer.name)}`);
    names.add(layer.name);
    layers.push(layer);
    const placed = placeLayer(layer, shape);
    parameters.push(...placed.parameters);
    shape = placed.outputShape;
  }
  if (layers.length === 0) throw refuse('it must have a layer, it has none');
  return { config: { type: 'sequential', inputShape, layers }, parameters };
}

function checkNesting(item: JsonValue, refuse: Refuse): void {
  const className = item.get('class_name').string();
  if (className !== 'Sequential' && !functional.some((name) => name === className)) return;
  const name = item.get('name').isMissing ? item.get('config').get('name') : item.get('name');
  throw refuse(`its layer ${quote(name.string())} is a model of its own, ${className}, which is not known here`);
}

/** Of the first layer, whichever it is, or what the model was built for: its shape without the batch. */
function readInputShape(items: readonly JsonValue[], content: JsonValue, refuse: Refuse): readonly number[] {
  const first = items[0]?.get('config');
  if (!first) throw refuse('it must have a layer, it has none');
  const old = first.get('batch_input_shape');
  const own = old.isMissing ? first.get('batch_shape') : old;
  const built = own.isMissing && !content.isArray ? content.get('build_input_shape') : own;
  const given = built.isMissing ? own : built;
  const [batch, ...dimensions] = given.array();
  if (!batch) throw given.unexpected('the shape of a batch');
  const shape = dimensions.map((dimension) => dimension.natural());
  if (shape.length === 0 || shape.includes(0)) throw given.unexpected('the shape of a batch, with numbers above 0');
  return checkShape(shape, 'the input', refuse).shape;
}

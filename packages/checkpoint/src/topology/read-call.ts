import type { JsonValue } from '../json-value.ts';

/**
 * The layers whose outputs a layer is called with, from its call: before Keras 3, and in TF.js, `[[name, 0, 0, options]]`,
 * and since then `{ args, kwargs }` with tensors that tell their history, `[name, 0, 0]`.
 *
 * @throws Error for what predictions would depend on, and is not known here.
 */
export function readCall(call: JsonValue): string[] {
  if (call.isArray) return readTensors(call);
  readOptions(call.get('kwargs'));
  return call.get('args').array().flatMap(readTensors);
}

/** The layers that a model's inputs or outputs are of: one tensor, an array of them, or an object. */
export function readTensors(value: JsonValue): string[] {
  return listOf(value).flatMap(listOf).map(readTensor);
}

/** The tensors in a value, itself if it is one; they lie within one another two deep at most. */
function listOf(value: JsonValue): JsonValue[] {
  if (value.isArray) {
    const items = value.array();
    return typeof items[0]?.raw === 'string' ? [value] : items;
  }
  return value.get('class_name').isMissing ? Object.keys(value.object()).map((key) => value.get(key)) : [value];
}

/** The layer that a tensor is the output of; that of its only call, since no layer here is called twice. */
function readTensor(tensor: JsonValue): string {
  const isNew = !tensor.isArray;
  if (isNew) tensor.get('class_name').oneOf('__keras_tensor__');
  const history = isNew ? tensor.get('config').get('keras_history') : tensor;
  const [name, call, output, options] = history.array();
  if (!name || !call || !output) throw history.unexpected('a layer, its call and its output');
  for (const index of [call, output]) if (index.natural() !== 0) throw index.unexpected('0, the only one of a layer');
  if (options) readOptions(options);
  return name.string();
}

/** Those of a call; Keras 3 keeps that of training, too, at its default. */
function readOptions(options: JsonValue): void {
  if (options.isMissing) return;
  for (const key of Object.keys(options.object())) {
    const option = options.get(key);
    if (option.isMissing || (key === 'training' && option.raw === false)) continue;
    throw option.unexpected(key === 'training' ? 'false, or left out' : 'left out');
  }
}

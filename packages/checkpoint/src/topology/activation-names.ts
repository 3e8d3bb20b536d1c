import type { JsonValue } from '../json-value.ts';

/** An activation as a config has it: its name, or with options. */
export type ActivationConfig = string | { readonly type: string; readonly [option: string]: unknown };

/** What Keras and TF.js call the activations that have the same numbers here. */
const configs: ReadonlyMap<string, ActivationConfig> = new Map<string, ActivationConfig>([
  ['elu', 'elu'],
  ['gelu', { type: 'gelu', approximate: false }],
  ['gelu_new', { type: 'gelu', approximate: true }],
  ['leaky_relu', { type: 'leakyRelu', alpha: 0.2 }], // Keras 3's default
  ['linear', 'linear'],
  ['relu', 'relu'],
  ['selu', 'selu'],
  ['sigmoid', 'sigmoid'],
  ['silu', 'swish'],
  ['softmax', 'softmax'],
  ['softplus', 'softplus'],
  ['swish', 'swish'],
  ['tanh', 'tanh'],
]);

/** The activation of this Keras name; `linear` where there is none. */
export function readActivation(name: JsonValue): ActivationConfig {
  if (name.isMissing) return 'linear';
  const config = configs.get(name.string());
  if (config === undefined) throw name.unexpected(`one of ${[...configs.keys()].join(', ')}`);
  return config;
}

/** An activation to write: by its name in TF.js, or as the layer that it is there. */
export type WrittenActivation = { readonly name: string } | { readonly leakySlope: number };

/** What an activation's config becomes. */
export function writtenActivation(config: JsonValue): WrittenActivation {
  if (config.isMissing) return { name: 'linear' };
  const isName = typeof config.raw === 'string';
  const type = isName ? config : config.get('type');
  if (type.string() === 'leakyRelu') return { leakySlope: isName ? 0.2 : config.get('alpha').number(0.2) };
  if (type.string() === 'gelu') {
    const approximate = isName ? undefined : config.get('approximate');
    if (!approximate?.boolean(false)) return { name: 'gelu' };
    throw approximate.unexpected('false, Keras and TF.js load no other'); // TF.js has a "gelu_new", and looks for "geluNew"
  }
  const name = [...configs].find(([key, known]) => key === known && key === type.string())?.[0];
  if (name !== undefined) return { name };
  const names = [...configs].flatMap(([key, known]) => (key === known ? [key] : []));
  throw type.unexpected(`leakyRelu or one of ${names.join(', ')}`);
}

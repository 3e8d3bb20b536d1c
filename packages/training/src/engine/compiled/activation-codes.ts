import { type ActivationCode, codes } from '@feedforward/core/kernels';

/** An activation's config: its name, or with its options. */
type ActivationConfig = string | { readonly type: string; readonly alpha?: number; readonly approximate?: boolean };

/** Those whose derivative is found from their input; the others' from their output. */
const fromInput: ReadonlySet<number> = new Set([
  codes.leakyRelu,
  codes.softplus,
  codes.swish,
  codes.gelu,
  codes.geluByTanh,
]);

const kinds: ReadonlyMap<string, number> = new Map([
  ['linear', codes.linear],
  ['relu', codes.relu],
  ['leakyRelu', codes.leakyRelu],
  ['elu', codes.elu],
  ['selu', codes.selu],
  ['sigmoid', codes.sigmoid],
  ['tanh', codes.tanh],
  ['softplus', codes.softplus],
  ['swish', codes.swish],
  ['gelu', codes.gelu],
]);

/** An activation as the kernels know it: `softmax`, of whole rows, or a function of single numbers. */
export type CompiledActivation = 'softmax' | (ActivationCode & { readonly needsInput: boolean });

/** The kernels' form of an activation of this library; undefined for another. */
export function activationCode(config: unknown): CompiledActivation | undefined {
  const { type, alpha = 0, approximate = false } = optionsOf(config);
  if (type === 'softmax') return type;
  const kind = approximate ? codes.geluByTanh : kinds.get(type);
  return kind === undefined ? undefined : { kind, alpha, needsInput: fromInput.has(kind) };
}

function optionsOf(config: unknown): Exclude<ActivationConfig, string> {
  if (typeof config === 'string') return { type: config };
  return isOptions(config) ? config : { type: '' };
}

function isOptions(config: unknown): config is Exclude<ActivationConfig, string> {
  return typeof config === 'object' && config !== null && 'type' in config;
}

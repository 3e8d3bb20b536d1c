import { found, Options } from './options.ts';

const plainTypes = ['elu', 'linear', 'relu', 'selu', 'sigmoid', 'softmax', 'softplus', 'swish', 'tanh'] as const;

/** An activation whose name says all. */
export type PlainActivation = (typeof plainTypes)[number];

/** An activation with all its options. */
export type Activation =
  | { readonly type: PlainActivation }
  | { readonly type: 'leakyRelu'; readonly alpha: number }
  | { readonly type: 'gelu'; readonly approximate: boolean };

/** The activation that a config gives by name, or with options. @throws TypeError or RangeError that names `what` has it. */
export function readActivation(what: string, config: unknown): Activation {
  const owner = `the activation of ${what}`;
  const given = typeof config === 'string' ? { type: config } : config;
  const type = new Options(owner, given, undefined).string('type');
  if (type === 'leakyRelu') return { type, alpha: new Options(owner, given, ['alpha']).number('alpha', 0.2) };
  if (type === 'gelu') {
    return { type, approximate: new Options(owner, given, ['approximate']).boolean('approximate', false) };
  }
  const plain = plainTypes.find((name) => name === type);
  if (!plain) {
    const known = [...plainTypes, 'gelu', 'leakyRelu'].sort().join(', ');
    throw new RangeError(`Cannot export ${owner}: it must be one of ${known}, found ${found(type)}.`);
  }
  new Options(owner, given, []);
  return { type: plain };
}

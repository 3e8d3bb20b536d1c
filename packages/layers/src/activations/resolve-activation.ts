import { ConfigOptions, typeOfConfig } from '../config-options.ts';
import { unknownName } from '../unknown-name.ts';
import { type ActivationFunction, type ActivationName, activations } from './activations.ts';

/** Every activation's name. */
export const activationNames: readonly ActivationName[] = Object.keys(activations).filter(isActivationName);

/** `leakyRelu` with its slope below 0. */
export interface LeakyReluOptions {
  readonly type: 'leakyRelu';
  /** Default 0.2, that of `tf.nn.leaky_relu`. */
  readonly alpha?: number | undefined;
}

/** `gelu` in one of its two forms. */
export interface GeluOptions {
  readonly type: 'gelu';
  /** Whether to use the tanh form, which differs by less than 0.0005, instead of erf. Default false. */
  readonly approximate?: boolean | undefined;
}

/** An activation by name, or with options where it has some. */
export type ActivationSpec = ActivationName | LeakyReluOptions | GeluOptions;

/** What an activation is made of: its name, or with all options where it has some. */
export type ActivationConfig = Exclude<ActivationName, 'gelu' | 'leakyRelu'> | Required<LeakyReluOptions | GeluOptions>;

/** An activation ready to use. */
export interface ResolvedActivation {
  readonly config: ActivationConfig;
  readonly apply: ActivationFunction;
}

/**
 * The activation of this name, or with these options; whatever the caller gave is checked.
 * @throws RangeError with the nearest known name. @throws TypeError if an option has the wrong type.
 */
export function resolveActivation(spec: unknown): ResolvedActivation {
  const type = typeof spec === 'string' ? spec : typeOfConfig('activation', spec);
  if (!isActivationName(type)) throw unknownName('activation', type, activationNames);
  const known = type === 'leakyRelu' ? ['alpha'] : type === 'gelu' ? ['approximate'] : [];
  const options = new ConfigOptions(`activation "${type}"`, typeof spec === 'string' ? {} : spec, known);
  const alpha = options.number('alpha') ?? 0.2;
  const approximate = options.boolean('approximate') ?? false;
  if (!Number.isFinite(alpha)) {
    throw new RangeError(`Cannot make activation "${type}": alpha must be a finite number, it is ${alpha}.`);
  }
  const config = type === 'leakyRelu' ? { type, alpha } : type === 'gelu' ? { type, approximate } : type;
  return { config, apply: activations[type]({ alpha, approximate }) };
}

function isActivationName(name: unknown): name is ActivationName {
  return typeof name === 'string' && Object.hasOwn(activations, name);
}

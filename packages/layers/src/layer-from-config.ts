import { activation } from './activation.ts';
import { resolveActivation } from './activations/resolve-activation.ts';
import { batchNormalization } from './batch-normalization.ts';
import { ConfigOptions, found, typeOfConfig } from './config-options.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import type { Initializer } from './initializers/initializer.ts';
import { initializerFromConfig } from './initializers/named-initializers.ts';
import type { Layer } from './layer.ts';
import { unknownName } from './unknown-name.ts';

/** The layers of this library, which options their configs have, and how they are made from them. */
const layerTypes: ReadonlyMap<string, readonly [options: readonly string[], make: (o: ConfigOptions) => Layer]> =
  new Map([
    ['activation', [['activation'], (o) => activation(resolveActivation(o.value('activation')).config, nameOf(o))]],
    [
      'batchNormalization',
      [
        ['momentum', 'epsilon', 'center', 'scale', 'trainable'],
        (o) =>
          batchNormalization({
            ...nameOf(o),
            momentum: o.number('momentum'),
            epsilon: o.number('epsilon'),
            center: o.boolean('center'),
            scale: o.boolean('scale'),
            trainable: o.boolean('trainable'),
          }),
      ],
    ],
    [
      'dense',
      [
        ['units', 'activation', 'useBias', 'kernelInitializer', 'biasInitializer', 'trainable'],
        (o) =>
          dense(o.requiredNumber('units'), {
            ...nameOf(o),
            activation: resolveActivation(o.value('activation') ?? 'linear').config,
            useBias: o.boolean('useBias'),
            kernelInitializer: initializerOf(o, 'kernelInitializer'),
            biasInitializer: initializerOf(o, 'biasInitializer'),
            trainable: o.boolean('trainable'),
          }),
      ],
    ],
    ['dropout', [['rate'], (o) => dropout(o.requiredNumber('rate'), nameOf(o))]],
    ['flatten', [[], (o) => flatten(nameOf(o))]],
  ]);

function nameOf(o: ConfigOptions): { name: string | undefined } {
  return { name: o.string('name') };
}

function initializerOf(o: ConfigOptions, key: string): Initializer | undefined {
  const config = o.value(key);
  return config === undefined ? undefined : initializerFromConfig(config);
}

/**
 * The layer with this config, `{ type, name?, … }`, at place `i` of a model. The config may be a stranger's JSON.
 * @throws TypeError or RangeError that names the layer and says what is wrong.
 */
export function layerFromConfig(config: unknown, i: number): Layer {
  const type = typeOfConfig(`layer ${i}`, config);
  const [options, make] = typeof type === 'string' ? (layerTypes.get(type) ?? []) : [];
  if (!options || !make) throw unknownName(`type of layer ${i}:`, type, [...layerTypes.keys()]);
  try {
    return make(new ConfigOptions(`layer ${i}, "${type}"`, config, ['name', ...options]));
  } catch (error) {
    if (error instanceof TypeError) throw error;
    const message = error instanceof Error ? error.message : found(error);
    throw new RangeError(`Cannot read layer ${i}, "${type}". ${message}`, { cause: error });
  }
}

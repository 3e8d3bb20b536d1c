import { ConfigOptions, found, typeOfConfig } from './config-options.ts';
import { layerFromConfig } from './layer-from-config.ts';
import type { Model } from './model.ts';
import { sequential } from './sequential.ts';
import { isShape } from './shapes.ts';
import { unknownName } from './unknown-name.ts';

/**
 * The model with this config, such as JSON that was saved; the values of its parameters are not part of it.
 *
 * @throws TypeError or RangeError that says what is wrong with it, and in which layer. Nothing in the config is
 * trusted: an option that is not known is an error as well.
 *
 * @example
 * ```ts
 * import { dense, modelFromConfig, sequential } from '@feedforward/layers';
 *
 * const model = sequential([dense(3, { name: 'outputs' })], { inputShape: [4] });
 * const json = JSON.stringify(model.config);
 * console.log(modelFromConfig(JSON.parse(json)).layers[0]?.name); // outputs
 * ```
 */
export function modelFromConfig(config: unknown): Model {
  const type = typeOfConfig('model', config);
  if (type !== 'sequential') throw unknownName('type of model', type, ['sequential']);
  const options = new ConfigOptions('model', config, ['inputShape', 'layers']);
  const inputShape = options.value('inputShape');
  const layers = options.value('layers');
  if (!isShape(inputShape)) {
    throw new RangeError('Cannot read model: "inputShape" must list whole numbers above 0.');
  }
  if (!Array.isArray(layers)) {
    throw new TypeError(`Cannot read model: "layers" must be an array, found ${found(layers)}.`);
  }
  return sequential(layers.map(layerFromConfig), { inputShape });
}

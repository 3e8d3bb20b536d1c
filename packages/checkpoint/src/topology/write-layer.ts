import type { JsonValue } from '../json-value.ts';
import { writtenActivation } from './activation-names.ts';

/** A layer as TF.js has it. */
export interface KerasLayer {
  readonly class_name: string;
  readonly config: { readonly name: string; readonly [option: string]: unknown };
}

/** The layers, one or two, that a layer's config becomes; `freeName` makes a name that no layer has. */
export function writeLayer(
  layer: JsonValue,
  inputShape: readonly number[],
  freeName: (wanted: string) => string,
): KerasLayer[] {
  const type = layer.get('type');
  const name = layer.get('name').string();
  const frozen = layer.get('trainable').boolean(true) ? {} : { trainable: false };
  switch (type.string()) {
    case 'dense': {
      const units = layer.get('units');
      if (units.natural() === 0 || inputShape.length !== 1) {
        throw units.unexpected(`above 0, for an input of one dimension (it has shape [${inputShape.join(', ')}])`);
      }
      const activation = writtenActivation(layer.get('activation'));
      const config = { name, units: units.natural(), use_bias: layer.get('useBias').boolean(true), ...frozen };
      if ('name' in activation) return [{ class_name: 'Dense', config: { ...config, activation: activation.name } }];
      return [
        { class_name: 'Dense', config: { ...config, activation: 'linear' } },
        leakyRelu(freeName(`${name}_leaky_relu`), activation.leakySlope),
      ];
    }
    case 'activation': {
      const activation = writtenActivation(layer.get('activation'));
      return ['name' in activation ? activationLayer(name, activation.name) : leakyRelu(name, activation.leakySlope)];
    }
    case 'batchNormalization':
      return [
        {
          class_name: 'BatchNormalization',
          config: {
            name,
            axis: -1,
            momentum: layer.get('momentum').number(0.99),
            epsilon: layer.get('epsilon').number(1e-3),
            center: layer.get('center').boolean(true),
            scale: layer.get('scale').boolean(true),
            ...frozen,
          },
        },
      ];
    case 'dropout':
      return [{ class_name: 'Dropout', config: { name, rate: layer.get('rate').number() } }];
    case 'flatten': // TF.js's takes no input that is flat
      return [inputShape.length > 1 ? { class_name: 'Flatten', config: { name } } : activationLayer(name, 'linear')];
    default:
      throw type.unexpected('one of activation, batchNormalization, dense, dropout, flatten');
  }
}

function activationLayer(name: string, activation: string): KerasLayer {
  return { class_name: 'Activation', config: { name, activation } };
}

function leakyRelu(name: string, alpha: number): KerasLayer {
  return { class_name: 'LeakyReLU', config: { name, alpha } };
}

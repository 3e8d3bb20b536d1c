import type { RandomState } from '@feedforward/random';
import type { ParameterSpec } from './layer.ts';
import { checkName } from './layer-names.ts';
import type { InitialValues, ModelLayer, ModelParameter } from './model.ts';
import { isShape, shapeText, sizeOf } from './shapes.ts';

/** More numbers than this cannot be one WASM tensor of float32. */
const maximumSize = 2 ** 30;

/** The parameters that a layer asks for, under their names in the model. @throws RangeError if they cannot be. */
export function parametersOf({ name: layerName, layer, inputShape }: ModelLayer): ModelParameter[] {
  const specs = layer.parameters?.(inputShape) ?? [];
  const names = new Set<string>();
  for (const { name } of specs) {
    checkName('parameter', name);
    if (names.has(name)) throw new RangeError(`Cannot use layer "${layerName}": it has two parameters "${name}".`);
    names.add(name);
  }
  return specs.map((spec) => modelParameter(layerName, spec));
}

function modelParameter(
  layerName: string,
  { name, shape, initializer, trainable = true }: ParameterSpec,
): ModelParameter {
  if (!isShape(shape) || sizeOf(shape) > maximumSize) {
    throw new RangeError(
      `Cannot make parameter "${layerName}/${name}": it must have 1 to ${maximumSize} numbers, its shape is ${shapeText(shape)}.`,
    );
  }
  return { name: `${layerName}/${name}`, shape: [...shape], trainable, initializer };
}

/**
 * First values for the parameters, drawn in their order: what {@link Model.initialize} gives.
 * @throws RangeError if an initializer gives more or fewer numbers than it was asked for, or one that is not finite.
 */
export function initializeParameters(parameters: readonly ModelParameter[], random: RandomState): InitialValues {
  return new Map(
    parameters.map(({ name, shape, initializer }) => {
      const data = Float32Array.from(initializer(shape, random));
      if (data.length !== sizeOf(shape)) {
        throw new RangeError(
          `Cannot initialize "${name}": its shape ${shapeText(shape)} takes ${sizeOf(shape)} numbers, the initializer gave ${data.length}.`,
        );
      }
      const bad = data.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) {
        throw new RangeError(
          `Cannot initialize "${name}": its numbers must be finite in float32, the initializer's number ${bad} is ${data[bad]}.`,
        );
      }
      return [name, { dtype: 'float32', shape, data }];
    }),
  );
}

import * as tf from '@tensorflow/tfjs-core';
import { found } from './config-options.ts';
import type { CallContext } from './layer.ts';
import type { ApplyContext, ModelLayer, ModelParameter } from './model.ts';
import { batchText, sameShape, shapeText, sizeOf } from './shapes.ts';

/** The parameters of a model by name. */
export type ParameterTable = ReadonlyMap<string, ModelParameter>;

/** The last layer's output for a batch that the first one takes, every shape checked on the way. */
export function applyLayers(
  layers: readonly ModelLayer[],
  table: ParameterTable,
  x: tf.Tensor,
  context: ApplyContext,
): tf.Tensor {
  return tf.tidy(() => {
    const given = new Set([x, ...context.parameters.values()]);
    let value = fed(x, layers[0]!);
    for (const layer of layers) value = called(layer, value, callContext(layer.name, table, context));
    return given.has(value) ? tf.clone(value) : value; // so that the caller may dispose of it
  });
}

/** The batch in the shape that the first layer takes. */
function fed(x: tf.Tensor, { name, inputShape }: ModelLayer): tf.Tensor {
  const [batch = 0, ...example] = x.shape;
  if (x.rank > 0 && sameShape(example, inputShape)) return x;
  if (example.length === 1 && example[0] === sizeOf(inputShape)) return tf.reshape(x, [batch, ...inputShape]);
  const hint = x.rank > 0 && inputShape.length === 1 && sizeOf(example) === inputShape[0] ? ' Flatten it first.' : '';
  throw new RangeError(
    `Cannot feed batch to layer "${name}": it takes ${batchText(inputShape)}, the batch is ${shapeText(x.shape)}.${hint}`,
  );
}

function called({ name, layer, outputShape }: ModelLayer, x: tf.Tensor, context: CallContext): tf.Tensor {
  const y = layer.call(x, context);
  const promised = [x.shape[0]!, ...outputShape];
  if (y instanceof tf.Tensor && sameShape(y.shape, promised)) return y;
  throw new RangeError(
    `Cannot use the output of layer "${name}": it promised ${shapeText(promised)}, it gave ${y instanceof tf.Tensor ? shapeText(y.shape) : found(y)}.`,
  );
}

/** A layer's view of the model's parameters: its own, by their short names. */
function callContext(layerName: string, table: ParameterTable, context: ApplyContext): CallContext {
  const own = (name: string): ModelParameter => {
    const parameter = table.get(`${layerName}/${name}`);
    if (parameter) return parameter;
    throw new RangeError(`Layer "${layerName}" has no parameter "${name}": it did not ask for one.`);
  };
  const check = ({ name, shape }: ModelParameter, value: tf.Tensor, verb: string): tf.Tensor => {
    if (sameShape(value.shape, shape)) return value;
    throw new RangeError(
      `Cannot ${verb} parameter "${name}": it takes ${shapeText(shape)}, found ${shapeText(value.shape)}.`,
    );
  };
  return {
    training: context.training,
    random: context.random,
    parameter: (name) => {
      const parameter = own(name);
      const value = context.parameters.get(parameter.name);
      if (value) return check(parameter, value, 'use');
      throw new RangeError(`Cannot apply the model: the value of parameter "${parameter.name}" is missing.`);
    },
    assign: (name, value) => {
      const parameter = own(name);
      if (parameter.trainable) {
        throw new RangeError(`Cannot assign parameter "${parameter.name}": it is trainable, its gradient changes it.`);
      }
      context.assign(parameter.name, check(parameter, value, 'assign'));
    },
  };
}

import { printable } from '@feedforward/checkpoint';
import { frozen } from './frozen.ts';
import type { Model } from './model.ts';
import { type NamePattern, namesMatching } from './name-pattern.ts';
import { byLayer } from './parameters-by-layer.ts';
import { isSequential, sequential } from './sequential.ts';

/**
 * The model with some layers frozen: training leaves their parameters as they are, takes no gradient where there is
 * none to take, and keeps nothing for them; a batch normalization among them computes with its moving moments, as
 * Keras's does. Names, shapes and first values are the same, and the model that was given stays as it was: to
 * train on all of it later, make a trainer of that one.
 *
 * @param pattern Tried on the parameters' names, such as `hidden1/kernel`: `'hidden1'`, `/^hidden/`, `['a', 'b']`.
 * @throws RangeError if it matches no parameter, or only some of a layer's. TypeError for a model that `sequential`
 *   did not make.
 *
 * @example
 * ```ts
 * import { dense, freeze, sequential, summary } from '@feedforward/layers';
 *
 * const model = sequential([dense(300, { name: 'hidden1' }), dense(10, { name: 'outputs' })], { inputShape: [784] });
 * console.log(summary(freeze(model, /^hidden/)));
 * // layer          output        parameters
 * // hidden1        [batch, 300]     235,500
 * // outputs        [batch, 10]        3,010
 * // total                           238,510
 * // not trainable                   235,500
 * ```
 */
export function freeze(model: Model, pattern: NamePattern): Model {
  if (!isSequential(model)) {
    throw new TypeError(
      'Cannot freeze layers of this model: sequential must have made it. One of your own says "trainable: false" in its parameters.',
    );
  }
  const names = model.parameters.map(({ name }) => name);
  const chosen = new Set(namesMatching(pattern, names));
  const ofLayers = byLayer(model.parameters);
  const layers = model.layers.map(({ name, layer }) => {
    const own = (ofLayers.get(name) ?? []).map((parameter) => parameter.name);
    const matched = own.filter((parameter) => chosen.has(parameter));
    if (matched.length === 0) return layer;
    if (matched.length === own.length) return frozen(layer);
    throw new RangeError(
      `Cannot freeze layer "${printable(name)}" in part: the pattern must match all of ${own.map(printable).join(', ')}, it matches ${matched.map(printable).join(', ')}.`,
    );
  });
  return sequential(layers, { inputShape: model.inputShape });
}

import type { OutputKind } from '@feedforward/datasets';
import type { Model } from '@feedforward/layers';
import type { Loss } from '@feedforward/metrics/losses';
import type { Metrics } from './fit/scores.ts';
import { sizeOf } from './size-of.ts';

/**
 * What a network's outputs are in training on this loss: what it says they are, else what the loss takes them for.
 * Undefined where neither says it.
 * @throws RangeError for a loss or a metric that such outputs cannot be given to.
 */
export function checkOutputs(model: Model, loss: Loss, metrics: Metrics = {}): OutputKind | undefined {
  const said = { kind: model.outputKind, count: sizeOf(model.outputShape), activation: lastActivation(model) };
  const kind = loss.outputKind ? loss.outputKind(said) : model.outputKind;
  for (const [name, { takes }] of Object.entries(metrics)) {
    if (kind === undefined || !takes || takes.includes(kind)) continue;
    throw new RangeError(
      `Cannot score metrics.${name}: the network's outputs must be ${takes.join(' or ')}, in training on this loss they are ${kind}.`,
    );
  }
  return kind;
}

/**
 * What a network's outputs are where it is not trained: as {@link checkOutputs}, but for a loss that they do not go with,
 * or none, what the network says.
 */
export function savedOutputKind(model: Model, loss: Loss | undefined): OutputKind | undefined {
  try {
    return loss ? checkOutputs(model, loss) : model.outputKind;
  } catch {
    return model.outputKind;
  }
}

/** The name of the activation that the outputs come from, where it is one of this library's. */
function lastActivation({ layers }: Model): string | undefined {
  const last = layers.findLast(({ layer: { config } }) => {
    const isLinear = config?.type === 'activation' && config.activation === 'linear';
    return !isLinear && config?.type !== 'dropout' && config?.type !== 'flatten';
  });
  const activation = last?.layer.config?.activation;
  if (typeof activation === 'string') return activation;
  const type = typeof activation === 'object' && activation !== null && Reflect.get(activation, 'type');
  return typeof type === 'string' ? type : undefined;
}

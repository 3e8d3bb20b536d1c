import type { ModelLayer } from '@feedforward/layers';
import { activationCode } from './activation-codes.ts';
import { denseStage } from './dense-stage.ts';
import { activationStage, dropoutStage, identityStage } from './elementwise-stages.ts';
import { normalizationStage } from './normalization-stage.ts';
import type { Stage, StageParts } from './stage.ts';

/** The layers that compile, by the type in their config: how, and for which of them. */
const stages: ReadonlyMap<string, { make: (parts: StageParts) => Stage; takes?: (layer: ModelLayer) => boolean }> =
  new Map([
    ['activation', { make: activationStage, takes: (layer) => hasActivation(layer) && isRowOrNotSoftmax(layer) }],
    ['batchNormalization', { make: normalizationStage, takes: isRow }],
    ['dense', { make: denseStage, takes: hasActivation }],
    ['dropout', { make: dropoutStage }],
    ['flatten', { make: identityStage }],
  ]);

/** Whether the kernels know this layer. */
export function isCompilable(layer: ModelLayer): boolean {
  const stage = stages.get(layer.layer.config?.type ?? '');
  return stage !== undefined && (stage.takes?.(layer) ?? true);
}

/** The layer's part in a program. @throws Error for a layer that is not {@link isCompilable}. */
export function makeStage(parts: StageParts): Stage {
  const { layer } = parts;
  const stage = stages.get(layer.layer.config?.type ?? '');
  if (!stage) throw new Error(`Cannot compile layer "${layer.name}": the kernels do not know its type.`);
  return stage.make(parts);
}

function isRow({ inputShape }: ModelLayer): boolean {
  return inputShape.length === 1;
}

function hasActivation({ layer }: ModelLayer): boolean {
  return activationCode(layer.config?.activation) !== undefined;
}

/** Softmax goes along the last axis, and the kernels' along the whole example. */
function isRowOrNotSoftmax(layer: ModelLayer): boolean {
  return isRow(layer) || activationCode(layer.layer.config?.activation) !== 'softmax';
}

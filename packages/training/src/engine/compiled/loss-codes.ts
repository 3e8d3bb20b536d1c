import { codes, type LossCode } from '@feedforward/core/kernels';
import type { LogitsBeneath } from '@feedforward/layers';
import type { LossConfig } from '@feedforward/metrics/losses';

const kinds: ReadonlyMap<string, number> = new Map([
  ['sparseSoftmaxCrossEntropy', codes.sparseSoftmaxCrossEntropy],
  ['softmaxCrossEntropy', codes.softmaxCrossEntropy],
  ['sigmoidCrossEntropy', codes.sigmoidCrossEntropy],
  ['meanSquaredError', codes.meanSquaredError],
  ['meanAbsoluteError', codes.meanAbsoluteError],
  ['huber', codes.huber],
  ['hinge', codes.hinge],
]);

/** The activations whose logits cross-entropies take. */
const activations: ReadonlyMap<string, LogitsBeneath['activation']> = new Map([
  ['sparseSoftmaxCrossEntropy', 'softmax'],
  ['softmaxCrossEntropy', 'softmax'],
  ['sigmoidCrossEntropy', 'sigmoid'],
]);

/** The activation whose logits a cross-entropy takes; undefined for another loss. */
export function entropyActivation(config: LossConfig | undefined): LogitsBeneath['activation'] | undefined {
  return config && activations.get(config.type);
}

/** The kernels' form of a loss of this library; undefined for another. */
export function lossCode(config: LossConfig | undefined): LossCode | undefined {
  const kind = config && kinds.get(config.type);
  return kind === undefined ? undefined : { kind, delta: Number(config?.delta ?? 1) };
}

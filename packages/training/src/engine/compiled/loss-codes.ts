import { codes, type LossCode } from '@feedforward/core/kernels';
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

/** The kernels' form of a loss of this library; undefined for another. */
export function lossCode(config: LossConfig | undefined): LossCode | undefined {
  const kind = config && kinds.get(config.type);
  return kind === undefined ? undefined : { kind, delta: Number(config?.delta ?? 1) };
}

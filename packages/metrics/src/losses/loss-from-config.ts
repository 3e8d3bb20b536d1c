import { closest } from 'fastest-levenshtein';
import { checkFromLogits } from './check-from-logits.ts';
import { hinge } from './hinge.ts';
import { huber } from './huber.ts';
import type { CrossEntropyOptions, Loss, LossConfig } from './loss.ts';
import { meanAbsoluteError } from './mean-absolute-error.ts';
import { meanSquaredError } from './mean-squared-error.ts';
import { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';
import { sparseSoftmaxCrossEntropy } from './sparse-softmax-cross-entropy.ts';

const factories: Readonly<Record<string, (config: LossConfig) => Loss>> = {
  hinge,
  huber: ({ reduction, delta }) => huber({ reduction, delta: delta === undefined ? undefined : Number(delta) }),
  meanAbsoluteError,
  meanSquaredError,
  sigmoidCrossEntropy: (config) => sigmoidCrossEntropy(entropyOptions(config)),
  softmaxCrossEntropy: (config) => softmaxCrossEntropy(entropyOptions(config)),
  sparseSoftmaxCrossEntropy: (config) => sparseSoftmaxCrossEntropy(entropyOptions(config)),
};

function entropyOptions({ type, reduction, fromLogits }: LossConfig): CrossEntropyOptions {
  return { reduction, ...checkFromLogits(type, fromLogits) };
}

/**
 * The loss that a `config` tells of.
 * @throws RangeError for a type that this library does not have, naming the nearest that it has; or for options
 * that the loss does not take.
 *
 * @example
 * ```ts
 * import { huber, lossFromConfig } from '@feedforward/metrics/losses';
 *
 * console.log(huber({ delta: 2 }).config); // { type: 'huber', reduction: 'mean', delta: 2 }
 * console.log(lossFromConfig({ type: 'hinge', reduction: 'sum' }).reduction); // sum
 * ```
 */
export function lossFromConfig(config: LossConfig): Loss {
  const { type } = config;
  const factory = Object.hasOwn(factories, type) ? factories[type] : undefined;
  if (!factory) {
    const known = Object.keys(factories);
    throw new RangeError(
      `Unknown loss "${type}". Did you mean "${closest(String(type), known)}"? Known are ${known.join(', ')}.`,
    );
  }
  return factory(config);
}

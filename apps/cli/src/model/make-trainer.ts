import type { Model } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { optimizerNamed, Trainer } from '@feedforward/training';
import type { Experiment } from './experiment.ts';

/** What trains, scores and applies a classifier. @throws RangeError for an optimizer that is not known. */
export function makeTrainer(
  network: Model,
  { optimizer, learningRate, seed }: Pick<Experiment, 'optimizer' | 'learningRate' | 'seed'>,
): Trainer {
  return new Trainer(network, {
    loss: sparseSoftmaxCrossEntropy(),
    optimizer: optimizerNamed(optimizer, { learningRate }),
    metrics: { accuracy: accuracy() },
    seed,
  });
}

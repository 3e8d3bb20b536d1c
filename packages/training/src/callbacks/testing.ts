import { type Dataset, loadIris } from '@feedforward/datasets';
import { dense, dropout, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import type { Scores } from '../fit/scores.ts';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { type Recipe, Trainer } from '../trainer.ts';
import type { Callback } from './callback.ts';

const [training, validation] = loadIris().shuffle(new RandomState(0)).split(0.8);

/** 120 irises to train on. */
export const iris: Dataset = training;
/** The other 30. */
export const irisValidation: Dataset = validation;

/** A small network for iris, with something random in it. */
export function makeTrainer(changes: Partial<Recipe> = {}): Trainer {
  const layers = [dense(8, { activation: 'relu' }), dropout(0.2), dense(3)];
  return new Trainer(sequential(layers, { inputShape: [4] }), {
    loss: sparseSoftmaxCrossEntropy(),
    optimizer: gradientDescent({ learningRate: 0.1 }),
    metrics: { accuracy: accuracy() },
    seed: 42,
    ...changes,
  });
}

/**
 * Runs a callback through epochs whose logs are told, without training: for sequences worked out by hand.
 * @returns How many epochs there were before it stopped.
 */
export async function runThrough(
  callback: Callback,
  logs: readonly Scores[],
  trainer: Trainer = makeTrainer(),
  beforeEpochEnd: (epoch: number) => void = () => {},
): Promise<number> {
  let stopped = false;
  const stop = (): void => {
    stopped = true;
  };
  const event = { trainer, epochs: logs.length, stop };
  await callback.onTrainBegin?.(event);
  let epoch = 0;
  for (; epoch < logs.length && !stopped; epoch++) {
    await callback.onEpochBegin?.({ ...event, epoch });
    beforeEpochEnd(epoch);
    await callback.onEpochEnd?.({ ...event, epoch, batches: 1, globalStep: epoch + 1, logs: logs[epoch]! });
  }
  await callback.onTrainEnd?.({ ...event, isOver: true });
  return epoch;
}

import { Dataset, loadIris } from '@feedforward/datasets';
import { batchNormalization, dense, dropout, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { type Callback, EarlyStopping, optimizerNamed, ReduceLROnPlateau, Trainer } from '../../src/index.ts';

/** The trainer of every run of the kill test: small, with all that has something to remember. */
export function makeTrainer(optimizer: string): Trainer {
  const network = sequential(
    [
      dense(6, { name: 'frozen', trainable: false }),
      dense(8, { activation: 'relu' }),
      dropout(0.2),
      batchNormalization(),
      dense(3, { name: 'outputs' }),
    ],
    { inputShape: [4] },
  );
  return new Trainer(network, {
    loss: sparseSoftmaxCrossEntropy(),
    optimizer: optimizerNamed(optimizer, { learningRate: 0.01 }),
    callbacks: [
      new EarlyStopping({ minDelta: 0.01, patience: 6, restoreBestWeights: true }),
      new ReduceLROnPlateau({ minDelta: 0.1, patience: 1, factor: 0.9 }),
    ],
    seed: 42,
  });
}

/** Trains to the end, from wherever the trainer stands. */
export async function train(trainer: Trainer, callbacks: readonly Callback[] = []): Promise<void> {
  const { features, labels } = loadIris().shuffle(new RandomState(0));
  const iris = new Dataset({ features, labels });
  await trainer.fit(iris, { epochs: 40, batchSize: 16, validation: iris, callbacks }).done();
}

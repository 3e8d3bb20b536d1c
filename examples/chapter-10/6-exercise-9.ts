// Cells 39–54, exercise 9: "Train a deep MLP on the MNIST dataset and see if you can get over 98% precision", with all
// the bells and whistles: checkpoints, going on after an interruption, learning curves, early stopping.
//
//   node examples/chapter-10/6-exercise-9.ts      (interrupt it and start it again: it goes on)
//   tensorboard --logdir tf_logs                  (the curves, while it trains)
import { CheckpointStore, folderStorage } from '@feedforward/checkpoint';
import { loadMnist } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { accuracy, precision } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import {
  EarlyStopping,
  gradientDescent,
  restoreCheckpoint,
  saveCheckpoints,
  TensorBoard,
  Trainer,
} from '@feedforward/training';

const nEpochs = Number(globalThis.process?.env.FEEDFORWARD_EPOCHS ?? 1000);

const { train, test } = await loadMnist();
const validation = train.slice(0, 5000);
const training = train.slice(5000);

const dnn = sequential(
  [
    dense(300, { name: 'hidden1', activation: 'relu' }),
    dense(100, { name: 'hidden2', activation: 'relu' }),
    dense(10, { name: 'outputs' }),
  ],
  { inputShape: [28 * 28] },
);
const trainer = new Trainer(dnn, {
  loss: sparseSoftmaxCrossEntropy(),
  optimizer: gradientDescent({ learningRate: 0.01 }),
  metrics: { accuracy: accuracy(), precision: precision({ average: 'macro' }) },
  seed: 42,
});

const store = await CheckpointStore.open(folderStorage('./my_deep_mnist_model'));
const earlyStopping = new EarlyStopping({ monitor: 'valLoss', patience: 50, restoreBestWeights: true });
const callbacks = [
  earlyStopping,
  saveCheckpoints(store, { everySteps: 5 * 1100, background: true }), // five epochs
  new TensorBoard({ logDir: './tf_logs' }),
];
if (await restoreCheckpoint(trainer, store)) {
  console.log('Training was interrupted. Continuing at epoch', trainer.epoch);
}
for await (const { epoch, validation: scores } of trainer.fit(training, {
  epochs: nEpochs,
  batchSize: 50,
  validation,
  callbacks,
})) {
  if (epoch % 5 !== 0) continue;
  const percent = (100 * scores.accuracy!).toFixed(3);
  console.log('Epoch:', epoch, `\tValidation accuracy: ${percent}%`, `\tLoss: ${scores.loss.toFixed(5)}`);
}
if (earlyStopping.stoppedEpoch > 0) console.log('Early stopping; the best epoch was', earlyStopping.bestEpoch);
await store.close();

console.log('test', await trainer.evaluate(test));

// Trains the notebook's network for a moment and writes it down as TensorFlow would: for tensorflow-checkpoint.ts.
import { writeTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
import { loadMnist } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { gradientDescent, Trainer } from '@feedforward/training';

const [prefix] = process.argv.slice(2);
const { train } = await loadMnist();
const layers = [
  dense(300, { name: 'hidden1', activation: 'relu' }),
  dense(100, { name: 'hidden2', activation: 'relu' }),
  dense(10, { name: 'outputs' }),
];
const trainer = new Trainer(sequential(layers, { inputShape: [784] }), {
  loss: sparseSoftmaxCrossEntropy(),
  optimizer: gradientDescent({ learningRate: 0.1 }),
  seed: 42,
});
await trainer.fit(train.slice(0, 6000), { epochs: 1, batchSize: 50 }).done();
await writeTensorFlowCheckpoint(prefix!, [
  ...trainer.parameters(),
  ['global_step', { dtype: 'int64', shape: [], data: BigInt64Array.of(120n) }],
]);

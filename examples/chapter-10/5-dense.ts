// Cells 30–38, "Using dense() instead of neuron_layer()": the same network of layers, trained by a Trainer.
//
//   node examples/chapter-10/5-dense.ts
import { loadMnist } from '@feedforward/datasets';
import { dense, sequential, summary } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { gradientDescent, loadModel, Trainer } from '@feedforward/training';

const nEpochs = Number(globalThis.process?.env.FEEDFORWARD_EPOCHS ?? 40);
const batchSize = 50;

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
console.log(summary(dnn)); // where the notebook shows the graph

const trainer = new Trainer(dnn, {
  loss: sparseSoftmaxCrossEntropy(),
  optimizer: gradientDescent({ learningRate: 0.01 }),
  metrics: { accuracy: accuracy() },
  seed: 42,
});
for await (const epoch of trainer.fit(training, { epochs: nEpochs, batchSize, validation })) {
  console.log(epoch.epoch, 'Batch accuracy:', epoch.batch.accuracy, 'Val accuracy:', epoch.validation.accuracy);
}
await trainer.save('./my_model_final.safetensors');

const { predict } = await loadModel('./my_model_final.safetensors'); // the network is in the file
const Z = await predict(test.features.slice(0, 20));
console.log('Predicted classes:', Array.from(Z.argMax()).join(' '));
console.log('Actual classes:   ', Array.from(test.labels.slice(0, 20)).join(' '));
console.log('test accuracy', (await trainer.evaluate(test)).accuracy);

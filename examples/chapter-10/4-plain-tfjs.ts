// Cells 15–29, "Using plain TensorFlow": kernels, biases, a loss and gradients by hand, here with plain TensorFlow.js
// on the backend that ready() starts; and a Saver, whose files TensorFlow reads.
//
//   node examples/chapter-10/4-plain-tfjs.ts
import { readTensorFlowCheckpoint, writeTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
import { ready } from '@feedforward/core';
import { type Dataset, loadMnist, Matrix, shuffleBatch } from '@feedforward/datasets';
import { truncatedNormal } from '@feedforward/layers';
import { inTopK } from '@feedforward/metrics';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';

await ready();
const random = new RandomState(42); // the shuffles of np.random.seed(42)
const initial = new RandomState(42);

const nInputs = 28 * 28; // MNIST
const nHidden1 = 300;
const nHidden2 = 100;
const nOutputs = 10;

/** What `neuron_layer` makes: a kernel and a bias, and how they are used. */
function neuronLayer(nInputs: number, nNeurons: number, name: string, activation = (z: tf.Tensor2D) => z) {
  const stddev = 2 / Math.sqrt(nInputs + nNeurons);
  const init = truncatedNormal({ standardDeviation: stddev })([nInputs, nNeurons], initial);
  const W = tf.variable(tf.tensor2d(init, [nInputs, nNeurons]), true, `${name}/kernel`);
  const b = tf.variable(tf.zeros<tf.Rank.R1>([nNeurons]), true, `${name}/bias`);
  return {
    variables: [W, b],
    apply: (X: tf.Tensor2D): tf.Tensor2D => activation(tf.add(tf.matMul(X, W), b)),
  };
}

const hidden1 = neuronLayer(nInputs, nHidden1, 'hidden1', tf.relu);
const hidden2 = neuronLayer(nHidden1, nHidden2, 'hidden2', tf.relu);
const outputs = neuronLayer(nHidden2, nOutputs, 'outputs');
const dnn = (X: tf.Tensor2D): tf.Tensor2D => outputs.apply(hidden2.apply(hidden1.apply(X)));
const variables: tf.Variable[] = [hidden1, hidden2, outputs].flatMap((layer) => layer.variables);

const tensorOf = (X: Matrix): tf.Tensor2D => tf.tensor2d(X.toFloat32(), [...X.shape]);
const loss = ({ features, labels }: Dataset): tf.Scalar => {
  const oneHot = tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), nOutputs);
  const logProbabilities = tf.logSoftmax(dnn(tensorOf(features)));
  return tf.neg(tf.mean(tf.sum(tf.mul(oneHot, logProbabilities), 1)));
};

const learningRate = 0.01;
function trainingOp(batch: Dataset): void {
  tf.tidy(() => {
    const { grads } = tf.variableGrads(() => loss(batch));
    for (const variable of variables) variable.assign(tf.sub(variable, tf.mul(grads[variable.name]!, learningRate)));
  });
}

/** The network's logits for these rows. */
const logits = (X: Matrix): Matrix =>
  new Matrix(
    tf.tidy(() => dnn(tensorOf(X)).dataSync<'float32'>()),
    [X.length, nOutputs],
  );
const accuracy = ({ features, labels }: Dataset): number =>
  inTopK(logits(features), labels, 1).filter(Boolean).length / labels.length;

const nEpochs = Number(globalThis.process?.env.FEEDFORWARD_EPOCHS ?? 40);
const batchSize = 50;
const { train, test } = await loadMnist();
const validation = train.slice(0, 5000);
const training = train.slice(5000);

for (let epoch = 0; epoch < nEpochs; epoch++) {
  let batch = training;
  for (batch of shuffleBatch(training, batchSize, random)) trainingOp(batch);
  console.log(epoch, 'Batch accuracy:', accuracy(batch), 'Val accuracy:', accuracy(validation));
}
await writeTensorFlowCheckpoint(
  './my_model_final.ckpt',
  variables.map((variable) => {
    const data = variable.dataSync<'float32'>();
    return [variable.name, { dtype: 'float32', shape: variable.shape, data }] as const;
  }),
);

const saved = await readTensorFlowCheckpoint('./my_model_final.ckpt');
for (const variable of variables) {
  const { data, shape } = saved.get(variable.name)!;
  variable.assign(tf.tensor(Float32Array.from(data, Number), [...shape]));
}
const Z = logits(test.features.slice(0, 20));
console.log('Predicted classes:', Array.from(Z.argMax()).join(' '));
console.log('Actual classes:   ', Array.from(test.labels.slice(0, 20)).join(' '));

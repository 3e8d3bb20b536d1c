// The notebook's network three ways: from kernels and biases, from `dense`, by `Trainer`. The numbers are the same.
// Run it with `node examples/low-level-road.ts`; README.md says how with Deno and Bun.
import { ready } from '@feedforward/core';
import { loadMnist, type Matrix, shuffleBatch } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { gradientDescent, Trainer } from '@feedforward/training';
import * as tf from '@tensorflow/tfjs-core';

const epochs = Number(globalThis.process?.env.FEEDFORWARD_EPOCHS ?? 2);
const learningRate = 0.01;

await ready({ deterministic: true }); // tfjs computes by our kernels, and to the same bits on every machine
const { train } = await loadMnist();
const [validation, training] = train.split(5000);

const tensorOf = (features: Matrix): tf.Tensor2D => tf.tensor2d(features.toFloat32(), [...features.shape]);
const labelsOf = (labels: ArrayLike<number>): tf.Tensor1D => tf.tensor1d(Int32Array.from(labels), 'int32');

/** One step of gradient descent on all variables that the loss depends on. */
function descend(variables: tf.Variable[], lossOf: () => tf.Scalar): number {
  return tf.tidy(() => {
    const { value, grads } = tf.variableGrads(lossOf, variables);
    for (const variable of variables) {
      variable.assign(tf.sub(variable, tf.mul(grads[variable.name]!, learningRate)));
    }
    return value.dataSync()[0]!;
  });
}

const accuracyOf = (logits: tf.Tensor, labels: tf.Tensor): number =>
  tf.mean(tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32')).dataSync()[0]!;

// 1. From kernels and biases.
const variables = new Map<string, tf.Variable>();
const random = new RandomState(42);

/** The variable of this name, which is made when it is first asked for. */
function variable(name: string, shape: [number, number] | [number], initial: () => Float32Array): tf.Variable {
  const known = variables.get(name) ?? tf.variable(tf.tensor(initial(), shape), true, `byHand/${name}`);
  variables.set(name, known);
  return known;
}

function neuronLayer(
  x: tf.Tensor,
  nNeurons: number,
  name: string,
  activation: (z: tf.Tensor) => tf.Tensor = (z) => z,
): tf.Tensor {
  const nInputs = x.shape[1]!;
  const stddev = 2 / Math.sqrt(nInputs + nNeurons);
  const kernel = variable(`${name}/kernel`, [nInputs, nNeurons], () =>
    Float32Array.from(random.truncatedNormal(0, stddev, nInputs * nNeurons)),
  );
  const bias = variable(`${name}/bias`, [nNeurons], () => new Float32Array(nNeurons));
  return activation(tf.add(tf.matMul(x, kernel), bias));
}

function byHand(x: tf.Tensor): tf.Tensor {
  const hidden1 = neuronLayer(x, 300, 'hidden1', tf.relu);
  const hidden2 = neuronLayer(hidden1, 100, 'hidden2', tf.relu);
  return neuronLayer(hidden2, 10, 'outputs');
}

function crossEntropy(logits: tf.Tensor, labels: tf.Tensor1D): tf.Scalar {
  const picked = tf.sum(tf.mul(tf.oneHot(labels, 10), tf.logSoftmax(logits)), 1);
  return tf.neg(tf.mean(picked));
}

// 2. From `dense`: the model names its parameters and draws their first values, the variables are ours.
const kernelInitializer = 'heFanAverage'; // 2/√(inputs + neurons), truncated
const model = sequential(
  [
    dense(300, { name: 'hidden1', activation: 'relu', kernelInitializer }),
    dense(100, { name: 'hidden2', activation: 'relu', kernelInitializer }),
    dense(10, { name: 'outputs', kernelInitializer }),
  ],
  { inputShape: [28 * 28] },
);
const loss = sparseSoftmaxCrossEntropy();
const initial = model.initialize(new RandomState(42));
const parameters = new Map(
  Array.from(initial, ([name, { data, shape }]) => [name, tf.variable(tf.tensor(data, [...shape]), true, name)]),
);
const context = { parameters, training: true, random, assign: () => {} };

// 3. By `Trainer`.
const trainer = new Trainer(model, {
  loss,
  optimizer: gradientDescent({ learningRate }),
  metrics: { accuracy: accuracy() },
});
trainer.setParameters(initial);

const row = (what: string, values: readonly number[]): void =>
  console.log(what.padEnd(20), ...values.map((value) => value.toFixed(6).padStart(10)));
console.log(' '.repeat(20), ...['by hand', 'dense', 'Trainer'].map((way) => way.padStart(10)));

const shuffle = new RandomState(42);
let step = 0;
for (let epoch = 0; epoch < epochs; epoch++) {
  for (const batch of shuffleBatch(training, 50, shuffle)) {
    const [x, y] = [tensorOf(batch.features), labelsOf(batch.labels)];
    if (step === 0) tf.dispose(byHand(x)); // makes the variables
    const losses = [
      descend([...variables.values()], () => crossEntropy(byHand(x), y)),
      descend([...parameters.values()], () => tf.reshape(loss(model.apply(x, context), y), [])),
      (await trainer.step(batch)).loss,
    ];
    tf.dispose([x, y]);
    if ([1, 10, 100, 1000].includes(++step)) row(`step ${step}, loss`, losses);
  }
  const [x, y] = [tensorOf(validation.features), labelsOf(validation.labels)];
  row(`epoch ${epoch}, validation`, [
    tf.tidy(() => accuracyOf(byHand(x), y)),
    tf.tidy(() => accuracyOf(model.apply(x, { ...context, training: false }), y)),
    (await trainer.evaluate(validation)).accuracy!,
  ]);
  tf.dispose([x, y]);
}

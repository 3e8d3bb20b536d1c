// Cells 9–14, "FNN for MNIST, using the Estimator API": tf.estimator.DNNClassifier.
//
//   node examples/chapter-10/3-estimator.ts
import { loadMnist } from '@feedforward/datasets';
import { arrayInputFn, DNNClassifier, numericColumn } from '@feedforward/estimators';

const epochs = Number(globalThis.process?.env.FEEDFORWARD_EPOCHS ?? 40);

const { train, test } = await loadMnist();
const training = train.slice(5000); // the first 5000 are for validation

const featureCols = [numericColumn('X', { shape: [28 * 28] })];
const dnnClf = new DNNClassifier({
  hiddenUnits: [300, 100],
  nClasses: 10,
  featureColumns: featureCols,
  config: { randomSeed: 42 },
});

const inputFn = arrayInputFn({
  x: { X: training.features },
  y: training.labels,
  numEpochs: epochs,
  batchSize: 50,
  shuffle: true,
});
await dnnClf.train({ inputFn }); // logs as TensorFlow does, on the standard error stream

const testInputFn = arrayInputFn({ x: { X: test.features }, y: test.labels, shuffle: false });
const evalResults = await dnnClf.evaluate({ inputFn: testInputFn });
console.log(evalResults);

const yPred: number[] = [];
for await (const { classIds } of dnnClf.predict({ inputFn: testInputFn })) yPred.push(classIds[0]);
for await (const first of dnnClf.predict({ inputFn: testInputFn })) {
  console.log(first);
  break;
}
console.log('right', yPred.filter((digit, i) => digit === test.labels[i]).length, 'of', test.length);

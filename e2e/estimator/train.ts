// Trains a DNNClassifier in a folder up to a step, saying when it has begun: run, and killed, by ../estimator.test.ts.
import { loadIris } from '@feedforward/datasets';
import { arrayInputFn, DNNClassifier, numericColumn, silentLogger } from '@feedforward/estimators';

const [modelDir, maxSteps] = process.argv.slice(2);
const { features, labels } = loadIris();
const classifier = new DNNClassifier({
  hiddenUnits: [20, 20],
  nClasses: 3,
  featureColumns: [numericColumn('iris', { shape: [4] })],
  dropout: 0.1,
  modelDir,
  config: { randomSeed: 42, saveCheckpointsSteps: 3, logger: silentLogger },
});
const input = { x: { iris: features }, y: labels };
const first = { afterRun: (_: unknown, { globalStep }: { globalStep: number }) => report(globalStep) };
let hasReported = false;
function report(globalStep: number): void {
  if (!hasReported) console.log('first step', globalStep);
  hasReported = true;
}

const inputFn = arrayInputFn({ ...input, batchSize: 30, numEpochs: null, shuffle: true });
await classifier.train({ inputFn, maxSteps: Number(maxSteps), hooks: [first] });
const { accuracy, globalStep } = await classifier.evaluate({ inputFn: arrayInputFn({ ...input, shuffle: false }) });
console.log('accuracy', accuracy, 'globalStep', globalStep);

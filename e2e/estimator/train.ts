// Trains a DNNClassifier in a folder up to a step. Prints its first step once the checkpoint of it is written: run, and
// killed, by ../estimator.test.ts.
import { loadIris } from '@feedforward/datasets';
import { arrayInputFn, DNNClassifier, numericColumn, silentLogger } from '@feedforward/estimators';

const [modelDir, maxSteps] = process.argv.slice(2);
const saveCheckpointsSteps = 3;
const { features, labels } = loadIris();
const classifier = new DNNClassifier({
  hiddenUnits: [20, 20],
  nClasses: 3,
  featureColumns: [numericColumn('iris', { shape: [4] })],
  dropout: 0.1,
  modelDir,
  config: { randomSeed: 42, saveCheckpointsSteps, logger: silentLogger },
});
const input = { x: { iris: features }, y: labels };
let first: number | undefined;
const report = {
  afterRun(_: unknown, { globalStep }: { globalStep: number }): void {
    first ??= globalStep;
    // Checkpoints are written while training continues: the second is begun once the first is on disk.
    if (globalStep === first + saveCheckpointsSteps + 1) console.log('first step', first);
  },
};

const inputFn = arrayInputFn({ ...input, batchSize: 30, numEpochs: null, shuffle: true });
await classifier.train({ inputFn, maxSteps: Number(maxSteps), hooks: [report] });
const { accuracy, globalStep } = await classifier.evaluate({ inputFn: arrayInputFn({ ...input, shuffle: false }) });
console.log('accuracy', accuracy, 'globalStep', globalStep);

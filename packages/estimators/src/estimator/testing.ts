import type { TensorData } from '@feedforward/checkpoint';
import { loadIris } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { DNNClassifier, type DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import type { InputFn } from '../input/input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import type { RunConfig } from './run-config.ts';

export const iris: ReturnType<typeof loadIris> = loadIris();
/** All irises, in their order. */
export const all: { readonly inputFn: InputFn } = {
  inputFn: arrayInputFn({ x: { x: iris.features }, y: iris.labels, shuffle: false }),
};

const shuffled = loadIris().shuffle(new RandomState(0));
/** An epoch a step, without end: where a run stops, its input has come to a border. */
export const endless: InputFn = arrayInputFn({
  x: { x: shuffled.features.slice(0, 128) },
  y: shuffled.labels.slice(0, 128),
  batchSize: 128,
  numEpochs: null,
  shuffle: true,
});

/** Saves in TensorFlow's format, and nothing but checkpoints and scores. */
export const config: RunConfig = {
  logger: silentLogger,
  randomSeed: 42,
  checkpointFormat: 'tensorflow',
  saveSummarySteps: 0,
};

/** Of irises. */
export const classifier = (options: Partial<DNNClassifierOptions>): DNNClassifier =>
  new DNNClassifier({
    hiddenUnits: [5],
    nClasses: 3,
    featureColumns: [numericColumn('x', { shape: [4] })],
    config,
    ...options,
  });

export const numbers = ({ data }: TensorData): number[] => Array.from(data, Number);

/** The logits of all irises. */
export async function predictions(estimator: DNNClassifier): Promise<number[][]> {
  const logits: number[][] = [];
  for await (const prediction of estimator.predict(all)) logits.push([...prediction.logits]);
  return logits;
}

/** All numbers of a classifier, by TensorFlow's names. */
export async function variables(estimator: DNNClassifier): Promise<Map<string, number[]>> {
  const values = new Map<string, number[]>();
  for (const name of await estimator.getVariableNames()) {
    values.set(name, numbers(await estimator.getVariableValue(name)));
  }
  return values;
}

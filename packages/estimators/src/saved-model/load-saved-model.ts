import { decodeSafetensors, readFile, type TensorData } from '@feedforward/checkpoint';
import { type Model, modelFromConfig, sequential } from '@feedforward/layers';
import { RandomState } from '@feedforward/random';
import { gradientDescent, Trainer } from '@feedforward/training';
import { baselineNetwork } from '../baseline/baseline-parts.ts';
import { featureColumnFromConfig } from '../feature-columns/feature-column-from-config.ts';
import { type InputLayer, inputLayer } from '../feature-columns/input-layer.ts';
import type { ClassPrediction } from '../heads/class-head.ts';
import type { Head } from '../heads/head.ts';
import { headFromConfig } from '../heads/head-from-config.ts';
import type { RegressionPrediction } from '../heads/regression-head.ts';
import { type ArrayInput, arrayInputFn } from '../input/array-input-fn.ts';
import type { InputFn } from '../input/input-fn.ts';
import { savedModelKey } from './encode-saved-model.ts';
import { parseSavedModelConfig, type UncheckedConfig } from './parse-saved-model-config.ts';

/** What to predict of: an input function, or columns of features by name. */
export type SavedModelInput = { readonly inputFn: InputFn } | { readonly x: ArrayInput['x'] };

/** What an estimator's export predicts with. */
interface Predictor<Kind, Prediction> {
  readonly kind: Kind;
  /** The step that it was exported at. */
  readonly globalStep: number;
  /**
   * Predicts the input's examples, one after the other, as the estimator did.
   * @throws RangeError or TypeError for an input that does not fit.
   */
  predict(input: SavedModelInput): AsyncGenerator<Prediction, void>;
  /** Frees the tensors on tfjs's backend; `predict` takes them again. */
  dispose(): void;
}

/** An exported classifier or regressor. */
export type SavedModel = Predictor<'classifier', ClassPrediction> | Predictor<'regressor', RegressionPrediction>;

/**
 * What `exportSavedModel` wrote: it predicts from the raw features, with no more than the file.
 *
 * @param source A path, in Node, Deno and Bun; or the file's bytes, anywhere.
 * @throws Error if the file cannot be read or is damaged, RangeError if it is no export of an estimator, or what it
 *   tells of its network is wrong: nothing in it is trusted.
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { loadIris } from '@feedforward/datasets';
 * import { arrayInputFn, DNNClassifier, loadSavedModel, numericColumn, silentLogger } from '@feedforward/estimators';
 *
 * const { features, labels } = loadIris();
 * const classifier = new DNNClassifier({
 *   hiddenUnits: [10, 10],
 *   nClasses: 3,
 *   labelVocabulary: ['setosa', 'versicolor', 'virginica'],
 *   featureColumns: [numericColumn('iris', { shape: [4] })],
 *   config: { randomSeed: 42, logger: silentLogger },
 * });
 * const y = Array.from(labels, (label) => ['setosa', 'versicolor', 'virginica'][label]!);
 * await classifier.train({ inputFn: arrayInputFn({ x: { iris: features }, y, numEpochs: 100, shuffle: true }) });
 * const path = await classifier.exportSavedModel(mkdtempSync(join(tmpdir(), 'exports-')));
 *
 * const model = await loadSavedModel(path);
 * if (model.kind === 'classifier') {
 *   for await (const { classes } of model.predict({ x: { iris: [[5.1, 3.5, 1.4, 0.2]] } })) {
 *     console.log(classes[0]); // setosa
 *   }
 * }
 * ```
 */
export async function loadSavedModel(source: string | Uint8Array): Promise<SavedModel> {
  const name = typeof source === 'string' ? source : 'the bytes';
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const { tensors, metadata } = decodeSafetensors(bytes, { name });
  const { [savedModelKey]: text } = metadata;
  if (text === undefined) {
    throw new RangeError(
      `Cannot load a saved model from ${name}: its metadata has no "${savedModelKey}", as what exportSavedModel writes does.`,
    );
  }
  try {
    return savedModel(parseSavedModelConfig(text), tensors);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`Cannot load a saved model from ${name}. ${reason}`, { cause });
  }
}

function savedModel(config: UncheckedConfig, tensors: ReadonlyMap<string, TensorData>): SavedModel {
  const { kind, head } = headFromConfig(config.head);
  return kind === 'classifier'
    ? { kind, ...predictor(config, head, tensors) }
    : { kind, ...predictor(config, head, tensors) };
}

function predictor<Prediction>(
  config: UncheckedConfig,
  head: Head<Prediction, unknown>,
  tensors: ReadonlyMap<string, TensorData>,
): Omit<Predictor<unknown, Prediction>, 'kind'> {
  const { globalStep, seed, engine } = config;
  const { input, network } = config.network ? networkOf(config.network) : baselineNetwork(head.logits);
  check(network, head.logits, tensors);
  const optimizer = gradientDescent(); // never used; a copy of one has no config, for which there are no kernels
  const trainer = new Trainer(network, {
    loss: head.loss,
    optimizer: engine === 'compiled' ? optimizer : { ...optimizer },
    seed,
  });
  trainer.setParameters(tensors);
  return {
    globalStep,
    async *predict(given) {
      const inputFn = 'inputFn' in given ? given.inputFn : arrayInputFn({ x: given.x, shuffle: false });
      for await (const { features } of inputFn({ random: new RandomState(seed) })) {
        const logits = await trainer.predict(input.encode(features));
        for (const values of logits.rows()) yield head.prediction(Float32Array.from(values));
      }
    },
    dispose: () => trainer.dispose(),
  };
}

function networkOf({ featureColumns, layers }: NonNullable<UncheckedConfig['network']>): {
  readonly input: InputLayer;
  readonly network: Model;
} {
  const input = inputLayer(featureColumns.map(featureColumnFromConfig));
  const inputShape = [input.width];
  const rest = modelFromConfig({
    type: 'sequential',
    inputShape: input.layers[0]?.outputShape(inputShape) ?? inputShape,
    layers,
  });
  return { input, network: sequential([...input.layers, ...rest.layers.map(({ layer }) => layer)], { inputShape }) };
}

/** Before any memory is taken for parameters, however large a stranger says that they are. */
function check({ outputShape, parameters }: Model, logits: number, tensors: ReadonlyMap<string, TensorData>): void {
  if (outputShape.join() !== String(logits)) {
    throw new RangeError(`Its head takes ${logits} logits, its network gives [${outputShape.join(', ')}].`);
  }
  for (const { name, shape } of parameters) {
    const found = tensors.get(name);
    if (found?.shape.join() === shape.join()) continue;
    throw new RangeError(
      `Parameter "${name}" must be [${shape.join(', ')}], ${found ? `it is [${found.shape.join(', ')}]` : 'there is none'}.`,
    );
  }
}

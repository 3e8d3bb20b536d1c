export {
  type ClassPrediction,
  DNNClassifier,
  type DNNClassifierOptions,
  type Evaluation,
  type RunConfig,
  type TrainOptions,
} from './dnn/dnn-classifier.ts';
export type { ModelDirConfig } from './dnn/model-dir.ts';
export type {
  CategoricalColumn,
  EmbeddingTable,
  FeatureColumn,
  FeatureColumnConfig,
} from './feature-columns/feature-column.ts';
export { featureColumnFromConfig } from './feature-columns/feature-column-from-config.ts';
export { type InputLayer, inputLayer } from './feature-columns/input-layer.ts';
export { type NumericColumn, type NumericColumnOptions, numericColumn } from './feature-columns/numeric-column.ts';
export { type ArrayInput, arrayInputFn } from './input/array-input-fn.ts';
export type { FeatureValues, InputBatch, InputContext, InputFn, InputLabels } from './input/input-fn.ts';
export type { ClassWeight } from './perceptron/class-weights.ts';
export type { Label } from './perceptron/labels.ts';
export type { PerceptronOptions } from './perceptron/options.ts';
export { type FitOptions, type PartialFitOptions, Perceptron } from './perceptron/perceptron.ts';
export type { PerceptronJson } from './perceptron/perceptron-json.ts';

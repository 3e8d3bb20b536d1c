export {
  type ClassPrediction,
  DNNClassifier,
  type DNNClassifierOptions,
  type Evaluation,
  type RunConfig,
  type TrainOptions,
} from './dnn/dnn-classifier.ts';
export type { ModelDirConfig } from './dnn/model-dir.ts';
export { type NumericColumn, type NumericColumnOptions, numericColumn } from './dnn/numeric-column.ts';
export { type ArrayInput, arrayInputFn } from './input/array-input-fn.ts';
export type { InputBatch, InputContext, InputFn } from './input/input-fn.ts';
export type { Label } from './perceptron/labels.ts';
export type { PerceptronOptions } from './perceptron/options.ts';
export { Perceptron } from './perceptron/perceptron.ts';

export { BaselineClassifier, type BaselineClassifierOptions } from './baseline/baseline-classifier.ts';
export type { BaselineOptions } from './baseline/baseline-parts.ts';
export { BaselineRegressor, type BaselineRegressorOptions } from './baseline/baseline-regressor.ts';
export { DNNClassifier, type DNNClassifierOptions } from './dnn/dnn-classifier.ts';
export type { DNNOptions } from './dnn/dnn-options.ts';
export { DNNRegressor, type DNNRegressorOptions } from './dnn/dnn-regressor.ts';
export type { Estimator } from './estimator/estimator.ts';
export type {
  EstimatorOptions,
  EvaluateOptions,
  Evaluation,
  ExportOptions,
  PredictOptions,
  TrainOptions,
} from './estimator/estimator-options.ts';
export type { OptimizerChoice, TensorFlowOptimizerName } from './estimator/optimizer-of.ts';
export type { RunConfig } from './estimator/run-config.ts';
export type { WarmStartSettings } from './estimator/warm-start.ts';
export {
  type BucketizedColumn,
  type BucketizedColumnOptions,
  bucketizedColumn,
} from './feature-columns/bucketized-column.ts';
export {
  categoricalColumnWithHashBucket,
  type HashBucketOptions,
} from './feature-columns/categorical-column-with-hash-bucket.ts';
export {
  categoricalColumnWithIdentity,
  type IdentityOptions,
} from './feature-columns/categorical-column-with-identity.ts';
export {
  categoricalColumnWithVocabularyList,
  type VocabularyListOptions,
} from './feature-columns/categorical-column-with-vocabulary-list.ts';
export {
  type CrossedColumn,
  type CrossedColumnOptions,
  type CrossKey,
  crossedColumn,
} from './feature-columns/crossed-column.ts';
export { type Combiner, type EmbeddingColumnOptions, embeddingColumn } from './feature-columns/embedding-column.ts';
export type {
  CategoricalColumn,
  EmbeddingTable,
  FeatureColumn,
  FeatureColumnConfig,
} from './feature-columns/feature-column.ts';
export { featureColumnFromConfig } from './feature-columns/feature-column-from-config.ts';
export { indicatorColumn } from './feature-columns/indicator-column.ts';
export { type InputLayer, inputLayer } from './feature-columns/input-layer.ts';
export type { KeyedCategoricalColumn } from './feature-columns/keyed-categorical-column.ts';
export {
  type Normalizer,
  type NormalizerConfig,
  type PerValue,
  type RescaleOptions,
  rescale,
  type StandardizeOptions,
  standardize,
} from './feature-columns/normalizers.ts';
export { type NumericColumn, type NumericColumnOptions, numericColumn } from './feature-columns/numeric-column.ts';
export type { ClassPrediction, ClassScores } from './heads/class-head.ts';
export type { RegressionPrediction, RegressionScores } from './heads/regression-head.ts';
export { CheckpointSaverHook, type CheckpointSaverOptions } from './hooks/checkpoint-saver-hook.ts';
export type { CheckpointSaverListener } from './hooks/checkpoint-saver-listener.ts';
export type { EarlyStoppingOptions, Evaluated } from './hooks/early-stopping-scores.ts';
export { LoggingTensorHook, type LoggingTensorOptions } from './hooks/logging-tensor-hook.ts';
export { type EarlyStoppingInterval, makeEarlyStoppingHook } from './hooks/make-early-stopping-hook.ts';
export { NanTensorHook, type NanTensorOptions } from './hooks/nan-tensor-hook.ts';
export { StepCounterHook, type StepCounterOptions } from './hooks/step-counter-hook.ts';
export { StopAtSecsHook, type StopAtSecsOptions } from './hooks/stop-at-secs-hook.ts';
export { StopAtStepHook, type StopAtStepOptions } from './hooks/stop-at-step-hook.ts';
export { stopIfNoDecreaseHook, stopIfNoIncreaseHook } from './hooks/stop-if-no-improvement-hook.ts';
export { stopIfHigherHook, stopIfLowerHook } from './hooks/stop-if-threshold-hook.ts';
export { SummarySaverHook, type SummarySaverOptions } from './hooks/summary-saver-hook.ts';
export type { HookContext, StepValues, TrainingHook } from './hooks/training-hook.ts';
export { type ArrayInput, arrayInputFn } from './input/array-input-fn.ts';
export { type CsvInput, csvInputFn } from './input/csv-input-fn.ts';
export type { ColumnLike } from './input/example-columns.ts';
export type { FeatureValues, InputBatch, InputContext, InputFn, InputLabels } from './input/input-fn.ts';
export type { InputOptions } from './input/input-options.ts';
export { type BatchesInput, type ExamplesInput, iterableInputFn, type Source } from './input/iterable-input-fn.ts';
export type { LabelsLike } from './input/labels.ts';
export type { ExampleRecord } from './input/record-columns.ts';
export { type RecordsInput, recordsInputFn } from './input/records-input-fn.ts';
export { consoleLogger, type Logger, silentLogger } from './log/logger.ts';
export type { ClassWeight } from './perceptron/class-weights.ts';
export type { Label } from './perceptron/labels.ts';
export type { PerceptronOptions } from './perceptron/options.ts';
export { type FitOptions, type PartialFitOptions, Perceptron } from './perceptron/perceptron.ts';
export type { PerceptronJson } from './perceptron/perceptron-json.ts';
export type { ExportPath } from './saved-model/exports.ts';
export { loadSavedModel, type SavedModel, type SavedModelInput } from './saved-model/load-saved-model.ts';
export {
  type CrossValScoreOptions,
  crossValScore,
  type EstimatorSource,
  type Fittable,
  type Scorable,
} from './selection/cross-val-score.ts';
export { type BestExporterOptions, bestExporter, type EvalResults } from './train-and-evaluate/best-exporter.ts';
export type { EvalResult, Exportable, Exporter, ExportRequest } from './train-and-evaluate/exporter.ts';
export { type FinalExporterOptions, finalExporter } from './train-and-evaluate/final-exporter.ts';
export { type LatestExporterOptions, latestExporter } from './train-and-evaluate/latest-exporter.ts';
export type { EvalSpec, TrainSpec } from './train-and-evaluate/specs.ts';
export { trainAndEvaluate } from './train-and-evaluate/train-and-evaluate.ts';

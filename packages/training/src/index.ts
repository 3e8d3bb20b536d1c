export type {
  BatchBeginEvent,
  BatchEndEvent,
  Callback,
  EpochBeginEvent,
  EpochEndEvent,
  NonFiniteLossEvent,
  TrainEndEvent,
  TrainEvent,
} from './callbacks/callback.ts';
export { CSVLogger, type CSVLoggerOptions, type TextSink } from './callbacks/csv-logger.ts';
export { EarlyStopping, type EarlyStoppingOptions } from './callbacks/early-stopping.ts';
export { History } from './callbacks/history.ts';
export { LambdaCallback } from './callbacks/lambda-callback.ts';
export { LearningRateScheduler } from './callbacks/learning-rate-scheduler.ts';
export { ModelCheckpoint, type ModelCheckpointOptions } from './callbacks/model-checkpoint.ts';
export type { MonitorMode, MonitorOptions } from './callbacks/monitor.ts';
export { ProgressBar, type ProgressBarOptions } from './callbacks/progress-bar.ts';
export { ReduceLROnPlateau, type ReduceLROnPlateauOptions } from './callbacks/reduce-lr-on-plateau.ts';
export { type SaveCheckpointsOptions, saveCheckpoints } from './callbacks/save-checkpoints.ts';
export type { CallbackState, CallbackStates, StatefulCallback } from './callbacks/stateful-callback.ts';
export { TensorBoard, type TensorBoardOptions } from './callbacks/tensor-board.ts';
export { TerminateOnNaN } from './callbacks/terminate-on-nan.ts';
export {
  type ClippingConfig,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  clippingFromConfig,
  type Gradients,
  type GradientTransform,
} from './clipping.ts';
export type { Plan } from './engine/compiled/plan.ts';
export type { ClassWeight } from './fit/class-weight.ts';
export type { EpochReport, Fit, FitOptions } from './fit/fit.ts';
export type { Metrics, Scores } from './fit/scores.ts';
export { NonFiniteLossError } from './non-finite-loss-error.ts';
export { type AdagradOptions, adagrad } from './optimizers/adagrad.ts';
export { type AdamOptions, type AdamwOptions, adam, adamw } from './optimizers/adam.ts';
export { type FtrlOptions, ftrl } from './optimizers/ftrl.ts';
export { type GradientDescentOptions, gradientDescent } from './optimizers/gradient-descent.ts';
export { type MomentumOptions, momentum, nesterov } from './optimizers/momentum.ts';
export type { Optimizer, OptimizerConfig, ParameterUpdate, Slots } from './optimizers/optimizer.ts';
export { optimizerFromConfig } from './optimizers/optimizer-from-config.ts';
export { type OptimizerName, optimizerNamed, optimizerNames } from './optimizers/optimizer-named.ts';
export { type RmspropOptions, rmsprop } from './optimizers/rmsprop.ts';
export { withLearningRate } from './optimizers/with-learning-rate.ts';
export {
  type CosineDecayOptions,
  constantRate,
  cosineDecay,
  type DecayOptions,
  exponentialDecay,
  inverseTimeDecay,
  type PiecewiseConstantOptions,
  type PolynomialDecayOptions,
  piecewiseConstant,
  polynomialDecay,
  type StepDecayOptions,
  stepDecay,
} from './schedules/decay.ts';
export type { LearningRate, Schedule } from './schedules/schedule.ts';
export { scheduleFromConfig } from './schedules/schedule-from-config.ts';
export { type WarmUpOptions, warmUp } from './schedules/warm-up.ts';
export { type LoadedModel, loadModel } from './state/load-model.ts';
export { type LoadTrainerOptions, loadTrainer } from './state/load-trainer.ts';
export type { ParameterSelection } from './state/parameters-for.ts';
export type { RecipeConfig } from './state/recipe-config.ts';
export { restoreCheckpoint } from './state/restore-checkpoint.ts';
export {
  decodeState,
  encodeState,
  type SavedState,
  type StateContent,
  stateContent,
  stateIn,
} from './state/state-file.ts';
export type { Cursor, LearnedValues, NamedTensors, TrainState } from './state/train-state.ts';
export { type Recipe, Trainer } from './trainer.ts';

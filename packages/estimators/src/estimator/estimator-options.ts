import type { CheckpointStorage } from '@feedforward/checkpoint';
import type { CheckpointSaverListener } from '../hooks/checkpoint-saver-listener.ts';
import type { TrainingHook } from '../hooks/training-hook.ts';
import type { InputFn } from '../input/input-fn.ts';
import type { RunConfig } from './run-config.ts';
import type { WarmStartSettings } from './warm-start.ts';

/** What every estimator takes. */
export interface EstimatorOptions {
  /**
   * Where checkpoints are kept: a folder's path, in Node, Deno and Bun; or a storage, anywhere. `train` goes on from
   * the newest and saves there; in a process that has not trained, `evaluate` and `predict` restore the newest. It may
   * be one that TensorFlow's estimator wrote, be the folder moved since. Default: nowhere.
   */
  readonly modelDir?: string | CheckpointStorage | undefined;
  readonly config?: RunConfig | undefined;
  /** What to begin with where `modelDir` has no checkpoint: all of a checkpoint's variables, or some. Default: none. */
  readonly warmStartFrom?: string | CheckpointStorage | WarmStartSettings | undefined;
}

/** For `checkNames`. */
export const estimatorOptionNames: readonly string[] = Object.keys({
  modelDir: true,
  config: true,
  warmStartFrom: true,
} satisfies Record<keyof EstimatorOptions, true>);

/** How {@link Estimator.train} goes on. */
export interface TrainOptions {
  readonly inputFn: InputFn;
  /** How many steps to train at most. Default: until the input ends. */
  readonly steps?: number | undefined;
  /** The global step to end at. Default: none. */
  readonly maxSteps?: number | undefined;
  /** What to do along the way. */
  readonly hooks?: readonly TrainingHook[] | undefined;
  /** Told of every checkpoint that is saved. */
  readonly savingListeners?: readonly CheckpointSaverListener[] | undefined;
  /** Ends training at the next step, with the signal's reason as an error. */
  readonly signal?: AbortSignal | undefined;
}

/** What {@link Estimator.evaluate} takes. */
export interface EvaluateOptions {
  readonly inputFn: InputFn;
  /** How many batches at most. Default: until the input ends. */
  readonly steps?: number | undefined;
  /** Sets evaluations on other data apart in the log of scores. */
  readonly name?: string | undefined;
  /** The checkpoint to evaluate, as `latestCheckpoint` gives it. Default: the newest. */
  readonly checkpointPath?: string | undefined;
}

/** What {@link Estimator.predict} takes. */
export interface PredictOptions<Key> {
  readonly inputFn: InputFn;
  /** Which of an example's predictions to give. Default: all. */
  readonly predictKeys?: readonly Key[] | undefined;
  /** The checkpoint to predict with, as `latestCheckpoint` gives it. Default: the newest. */
  readonly checkpointPath?: string | undefined;
}

/** What {@link Estimator.exportSavedModel} takes beside the place. */
export interface ExportOptions {
  /** The checkpoint to export, as `latestCheckpoint` gives it. Default: the newest. */
  readonly checkpointPath?: string | undefined;
  /** What the file's name begins with. Default: nothing. */
  readonly prefix?: string | undefined;
}

/** Scores, and the step that they are of. */
export type Evaluation<Scores> = Scores & { readonly globalStep: number };

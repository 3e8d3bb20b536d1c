import type { Matrix, Targets } from '@feedforward/datasets';
import type { RandomState } from '@feedforward/random';
import type { LearnedValues } from '../state/train-state.ts';

/** A batch that has been checked. */
export interface CheckedBatch {
  readonly features: Matrix;
  readonly labels: Targets;
  readonly weights?: Float32Array | undefined;
}

/** What a batch gave. */
export interface BatchResult {
  readonly loss: number;
  /** The network's outputs `[batch, n]`; in a training step, those from before the update. */
  readonly outputs: Matrix<Float32Array>;
}

/** What changes from step to step. */
export interface StepOptions {
  readonly learningRate: number;
  /** Which step this is, counted from 1. */
  readonly iteration: number;
  readonly random: RandomState;
}

/** A way of computing steps: it holds the learned values wherever it computes on them. */
export interface Engine {
  /** Makes it ready to compute. Until then, values can be loaded and read. */
  start(): Promise<void>;
  /** Takes over these values in place of its own. */
  load(values: LearnedValues): void;
  /** A copy of its values. */
  read(): LearnedValues;
  /**
   * One training step. A loss that is not finite changes nothing: the caller sees it in the result.
   */
  train(batch: CheckedBatch, options: StepOptions): BatchResult;
  /** The loss and outputs of a batch, outside training. */
  evaluate(batch: CheckedBatch): BatchResult;
  /** The outputs `[rows, n]` for these features, outside training. */
  predict(features: Matrix): Matrix<Float32Array>;
  /** Frees what it holds outside JavaScript's heap; the values stay, and it can be started again. */
  dispose(): void;
}

import type { TensorData } from '@feedforward/checkpoint';
import type { Logger } from '../log/logger.ts';

/** What a hook sees of the training it is part of, and what it can do there. */
export interface HookContext {
  /** Training steps taken: TensorFlow's `global_step`. */
  readonly globalStep: number;
  readonly logger: Logger;
  /** Ends training after the present step, as if it had come to its last. */
  requestStop(): void;
  /** A copy of a variable, by the name that `getVariableNames` gives. @throws RangeError for an unknown one. */
  variable(name: string): TensorData;
  /**
   * Saves a checkpoint in the `modelDir`; none where this step has one.
   * @throws Error without a `modelDir`, or if it cannot be saved.
   */
  saveCheckpoint(): Promise<void>;
}

/** What a training step gave. */
export interface StepValues {
  /** From before the update. */
  readonly loss: number;
  /** After it. */
  readonly globalStep: number;
}

/**
 * What to do as an estimator trains: TensorFlow's `SessionRunHook`. Each may return a promise, which training waits
 * for. A hook belongs to one call of `train` at a time.
 */
export interface TrainingHook {
  begin?(context: HookContext): void | Promise<void>;
  beforeRun?(context: HookContext): void | Promise<void>;
  afterRun?(context: HookContext, values: StepValues): void | Promise<void>;
  /** After the last step; not where training ends with an error. */
  end?(context: HookContext): void | Promise<void>;
  /**
   * Asked where a step's loss is not finite. The step has changed nothing.
   * @returns Whether training may end as if it had come to its last step; else it ends with an error.
   */
  onNonFiniteLoss?(context: HookContext, loss: number): boolean;
}

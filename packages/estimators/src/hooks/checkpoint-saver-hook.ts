import { IntervalTimer } from './interval-timer.ts';
import type { HookContext, StepValues, TrainingHook } from './training-hook.ts';

/** What {@link CheckpointSaverHook} takes: one of the two. */
export interface CheckpointSaverOptions {
  readonly saveSteps?: number | undefined;
  readonly saveSecs?: number | undefined;
}

/**
 * Saves a checkpoint in the estimator's `modelDir` after the first step, then every so many steps or seconds, and after
 * the last: TensorFlow's hook of that name. An estimator with a `modelDir` has one, by its `config`, unless it is given
 * one.
 */
export class CheckpointSaverHook implements TrainingHook {
  readonly #timer: IntervalTimer;

  /** @throws RangeError unless exactly one of the two is given, and in its range. */
  constructor({ saveSteps, saveSecs }: CheckpointSaverOptions) {
    this.#timer = new IntervalTimer('save checkpoints', { steps: saveSteps, seconds: saveSecs });
  }

  begin(): void {
    this.#timer.reset();
  }

  async afterRun(context: HookContext, { globalStep }: StepValues): Promise<void> {
    if (!this.#timer.isDue(globalStep)) return;
    this.#timer.restart(globalStep);
    await context.saveCheckpoint();
  }

  async end(context: HookContext): Promise<void> {
    await context.saveCheckpoint();
  }
}

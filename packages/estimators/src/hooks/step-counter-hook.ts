import { formatG } from '../log/format-number.ts';
import { IntervalTimer } from './interval-timer.ts';
import type { HookContext, StepValues, TrainingHook } from './training-hook.ts';

/** What {@link StepCounterHook} takes. */
export interface StepCounterOptions {
  /** Default 100, where `everyNSecs` is not given. */
  readonly everyNSteps?: number | undefined;
  readonly everyNSecs?: number | undefined;
}

/** Logs how fast training is, `global_step/sec: 394.756`: TensorFlow's hook of that name. An estimator has one. */
export class StepCounterHook implements TrainingHook {
  readonly #timer: IntervalTimer;

  /** @throws RangeError for an interval that is none. */
  constructor({ everyNSecs: seconds, everyNSteps }: StepCounterOptions = {}) {
    const steps = everyNSteps ?? (seconds === undefined ? 100 : undefined);
    this.#timer = new IntervalTimer('count steps', { steps, seconds });
  }

  begin(): void {
    this.#timer.reset();
  }

  afterRun({ logger }: HookContext, { globalStep }: StepValues): void {
    if (!this.#timer.isDue(globalStep)) return;
    const passed = this.#timer.restart(globalStep);
    if (passed) logger.info(`global_step/sec: ${formatG(passed.steps / passed.seconds)}`);
  }
}

import type { HookContext, StepValues, TrainingHook } from './training-hook.ts';

/** What {@link StopAtStepHook} takes: one of the two. */
export interface StopAtStepOptions {
  /** After so many more steps. */
  readonly numSteps?: number | undefined;
  /** At this global step. */
  readonly lastStep?: number | undefined;
}

/** Ends training at a step: TensorFlow's hook of that name. */
export class StopAtStepHook implements TrainingHook {
  readonly #options: StopAtStepOptions;
  #lastStep = Number.POSITIVE_INFINITY;

  /** @throws RangeError unless exactly one of the two is given, a whole number, 1 or more. */
  constructor(options: StopAtStepOptions) {
    const { numSteps, lastStep } = options;
    const given = numSteps ?? lastStep;
    if ((numSteps === undefined) === (lastStep === undefined) || !Number.isSafeInteger(given) || Number(given) < 1) {
      throw new RangeError(
        `Cannot stop at a step: it takes numSteps or lastStep, one of them, a whole number of 1 or more; found ${numSteps} and ${lastStep}.`,
      );
    }
    this.#options = options;
  }

  begin({ globalStep }: HookContext): void {
    const { numSteps = 0, lastStep = globalStep + numSteps } = this.#options;
    this.#lastStep = lastStep;
  }

  afterRun(context: HookContext, { globalStep }: StepValues): void {
    if (globalStep >= this.#lastStep) context.requestStop();
  }
}

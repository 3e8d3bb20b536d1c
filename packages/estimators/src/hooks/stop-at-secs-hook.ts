import type { HookContext, TrainingHook } from './training-hook.ts';

/** What {@link StopAtSecsHook} takes. */
export interface StopAtSecsOptions {
  /** Seconds from the beginning of training. */
  readonly stopAfterSecs: number;
  /** The time in milliseconds. Default: the system's. */
  readonly now?: (() => number) | undefined;
}

/** Ends training after the step in which its time is up: TensorFlow's `_StopAtSecsHook`. */
export class StopAtSecsHook implements TrainingHook {
  readonly #milliseconds: number;
  readonly #now: () => number;
  #begun = 0;

  /** @throws RangeError for seconds that are not above 0. */
  constructor({ stopAfterSecs, now = () => performance.now() }: StopAtSecsOptions) {
    if (!(stopAfterSecs > 0)) {
      throw new RangeError(`Cannot stop after a time: stopAfterSecs must be above 0; it is ${stopAfterSecs}.`);
    }
    this.#milliseconds = stopAfterSecs * 1000;
    this.#now = now;
  }

  begin(): void {
    this.#begun = this.#now();
  }

  afterRun(context: HookContext): void {
    if (this.#now() - this.#begun >= this.#milliseconds) context.requestStop();
  }
}

/** Every so many steps, or every so many seconds. */
export interface Interval {
  readonly steps?: number | undefined;
  readonly seconds?: number | undefined;
}

/** Tells when something is due again: first at once, then by its interval. TensorFlow's `SecondOrStepTimer`. */
export class IntervalTimer {
  readonly #interval: Interval;
  readonly #now: () => number;
  #last: { readonly step: number; readonly time: number } | undefined;

  /**
   * @param what What cannot be done if the interval is wrong, such as "log tensors".
   * @param now The time in milliseconds.
   * @throws RangeError unless exactly one of steps and seconds is given, the steps whole, above 0.
   */
  constructor(what: string, { steps, seconds }: Interval, now: () => number = () => performance.now()) {
    if ((steps === undefined) === (seconds === undefined)) {
      throw new RangeError(
        `Cannot ${what}: it takes steps or seconds to wait, one of them, found ${steps} and ${seconds}.`,
      );
    }
    if (steps !== undefined && !(Number.isSafeInteger(steps) && steps >= 1)) {
      throw new RangeError(`Cannot ${what}: the steps to wait must be a whole number, 1 or more; it is ${steps}.`);
    }
    if (seconds !== undefined && !(seconds > 0)) {
      throw new RangeError(`Cannot ${what}: the seconds to wait must be above 0; it is ${seconds}.`);
    }
    this.#interval = { steps, seconds };
    this.#now = now;
  }

  /** The step that it was last due at. */
  get lastStep(): number | undefined {
    return this.#last?.step;
  }

  isDue(step: number): boolean {
    const { steps = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = this.#interval;
    if (!this.#last) return true;
    if (step === this.#last.step) return false;
    return step >= this.#last.step + steps || this.#now() >= this.#last.time + seconds * 1000;
  }

  /** Begins the next interval. @returns The seconds and steps since the last one began; undefined for the first. */
  restart(step: number): { readonly seconds: number; readonly steps: number } | undefined {
    const time = this.#now();
    const passed = this.#last && { seconds: (time - this.#last.time) / 1000, steps: step - this.#last.step };
    this.#last = { step, time };
    return passed;
  }

  /** As it was made. */
  reset(): void {
    this.#last = undefined;
  }
}

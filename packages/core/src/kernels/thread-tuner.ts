/** Runs of each kind in a trial. */
const trialRuns = 5;
/** Runs from one trial to the next: few at first, while code is still warming up, then more. */
const shortestHold = 50;
const longestHold = 3200;

/**
 * Chooses between one thread and several by the time that runs have taken. Several are slower where other programs keep
 * the processors busy, since the threads of a run wait for one another; and that may change at any time, so it is tried
 * again now and then. Results do not depend on it.
 */
export class ThreadTuner {
  /** What the runs of the present trial took: alone, and together. */
  #alone: number[] = [];
  #together: number[] = [];
  #isFasterTogether = true;
  #hold = shortestHold;
  #runsToTrial = 0;

  /** How many threads the next run is to have, where it can have so many. */
  choose(available: number): number {
    if (available === 1) return 1;
    if (this.#runsToTrial > 0) return this.#isFasterTogether ? available : 1;
    return this.#together.length < trialRuns ? available : 1;
  }

  /** Takes notice of a run that had a choice: with how many threads, and how long it took for its size. */
  record(threads: number, time: number): void {
    if (this.#runsToTrial > 0) {
      this.#runsToTrial--;
      return;
    }
    (threads > 1 ? this.#together : this.#alone).push(time);
    if (this.#alone.length < trialRuns) return;
    this.#isFasterTogether = median(this.#together) < median(this.#alone);
    this.#alone = [];
    this.#together = [];
    this.#runsToTrial = this.#hold;
    this.#hold = Math.min(2 * this.#hold, longestHold);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** What a contestant says of itself when it is ready. */
export interface About {
  /** All that has a part in its speed, each with its version. */
  readonly versions: readonly string[];
  /** What a reader must know to judge its numbers. */
  readonly notes?: readonly string[];
}

/** What was done in a round. A step is whatever the contest counts. */
export interface Measurement {
  readonly steps: number;
  readonly seconds: number;
  /** Of all threads together; left out where others than the contestant's process compute. */
  readonly cpuSeconds?: number | undefined;
}

/** The lines that a contestant writes: one of the first two, then a measurement for each request. */
export type Answer = { readonly about: About } | { readonly unavailable: string } | Measurement;

import type { Spread } from '../running/spread.ts';

/** Something that is measured beside others, in a process of its own. */
export interface Contestant {
  /** Unique in its contest. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Beside ours; what is undefined is taken out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What a contest counts, from the steps a second that its contestants take. */
export interface Unit {
  readonly name: string;
  of(stepsPerSecond: number): number;
}

/** How two speeds of one round become one number. */
export interface Comparison {
  /** The column's heading. */
  readonly title: string;
  of(speed: number, baseline: number): number;
  format(ratio: number): string;
}

/** Contestants that do the same thing. */
export interface Contest {
  /** What `--only` matches. */
  readonly id: string;
  readonly title: string;
  /** What is done, for a reader. */
  readonly text: string;
  readonly contestants: readonly Contestant[];
  /** The name of the contestant that the others are compared with. */
  readonly baseline: string;
  readonly unit: Unit;
  readonly comparison: Comparison;
  /** How long a round takes, in the default rounds. Default 1. */
  readonly pace?: number;
  /** What must be there before it starts. */
  readonly prepare?: () => Promise<void>;
}

/** How a contestant did. */
export interface Standing {
  readonly name: string;
  readonly notes: readonly string[];
  /** In the contest's unit. */
  readonly speed: Spread;
  /** CPU time over time: how many threads were really at work. Undefined where nobody counted. */
  readonly cores: number | undefined;
  /** Against the baseline in the same round; undefined where that is missing. */
  readonly ratio: Spread | undefined;
}

/** A contestant that did not. */
export interface Absence {
  readonly name: string;
  readonly reason: string;
  /** Whether it broke, rather than not being here. */
  readonly broken: boolean;
}

export interface Result {
  readonly contest: Contest;
  readonly standings: readonly Standing[];
  readonly absences: readonly Absence[];
  /** How many cores other programs kept busy, turn by turn: what the machine had to spare says how far to trust it. */
  readonly disturbance: readonly number[];
  /** Of all that took part. */
  readonly versions: readonly string[];
}

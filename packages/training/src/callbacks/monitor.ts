import type { Scores } from '../fit/scores.ts';

/** Which way a monitored log is to go; `'auto'` tells by its name. */
export type MonitorMode = 'auto' | 'min' | 'max';

/** What callbacks that watch one log of an epoch take. */
export interface MonitorOptions {
  /** The log to watch. Default `'valLoss'`. */
  readonly monitor?: string;
  /** Default `'auto'`. */
  readonly mode?: MonitorMode;
  /** The least change that counts as an improvement. */
  readonly minDelta?: number;
}

/** Scores by how they are called, without their `val`. */
const falling = /loss|error|deviance|hinge|^(mse|mae|rmse)$/i;
const rising = /accuracy|^acc$|auc|precision|recall|f1|r2|kappa|correlation|^(inTopK|topK)/i;

/** A log to watch, and when it is better: the rule that Keras's callbacks share. */
export class Monitor {
  readonly log: string;
  readonly #callback: string;
  readonly #sign: 1 | -1;
  readonly #minDelta: number;

  /** @throws RangeError for a mode or minimum that is none, or a log whose name does not tell which way it is to go. */
  constructor(callback: string, { monitor = 'valLoss', mode = 'auto', minDelta = 0 }: MonitorOptions) {
    if (!Number.isFinite(minDelta)) {
      throw new RangeError(`Cannot make ${callback}: minDelta must be finite, it is ${minDelta}.`);
    }
    this.log = monitor;
    this.#callback = callback;
    this.#sign = signOf(callback, monitor, mode);
    this.#minDelta = Math.abs(minDelta);
  }

  /** The watched log. @throws RangeError if the epoch has none of its name. */
  valueIn(logs: Scores): number {
    const value = Object.hasOwn(logs, this.log) ? logs[this.log] : undefined;
    if (value !== undefined) return value;
    throw new RangeError(
      `${this.#callback} cannot monitor "${this.log}": the logs of this training are ${Object.keys(logs).join(', ')}.`,
    );
  }

  /** Whether a value is better than another by more than the minimum; any number is better than none. */
  isBetter(value: number, than: number | undefined): boolean {
    if (than === undefined) return !Number.isNaN(value) && value !== -this.#sign * Infinity;
    return this.#sign * value - this.#minDelta > this.#sign * than;
  }
}

function signOf(callback: string, monitor: string, mode: MonitorMode): 1 | -1 {
  if (mode === 'min') return -1;
  if (mode === 'max') return 1;
  if (mode !== 'auto') {
    throw new RangeError(
      `Cannot make ${callback}: mode must be "auto", "min" or "max", it is ${JSON.stringify(mode)}.`,
    );
  }
  const name = monitor.replace(/^val(?=[A-Z])/, '');
  if (falling.test(name)) return -1;
  if (rising.test(name)) return 1;
  throw new RangeError(
    `Cannot make ${callback}: whether "${monitor}" is to rise or to fall does not show from its name. Give mode as "max" or "min".`,
  );
}

/** @throws RangeError unless it is a whole number, `least` or more. */
export function checkCount(callback: string, option: string, value: number, least = 0): void {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new RangeError(
      `Cannot make ${callback}: ${option} must be a whole number, ${least} or more; it is ${value}.`,
    );
  }
}

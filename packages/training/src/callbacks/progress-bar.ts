import type { Scores } from '../fit/scores.ts';
import { standardOutput } from '../runtime/standard-output.ts';
import type { BatchEndEvent, Callback, EpochBeginEvent, EpochEndEvent } from './callback.ts';
import { progressLine } from './progress-line.ts';

/** Where {@link ProgressBar} is drawn, and how. */
export interface ProgressBarOptions {
  /** Takes the text. Default: standard output; in a browser, the console. */
  readonly write?: (text: string) => void;
  /**
   * Whether a line is drawn over as the epoch goes along, in colours; else there is one at its end. Default: whether
   * standard output is a terminal; false where `write` is given.
   */
  readonly isDynamic?: boolean;
  /** Of the bar, in characters. Default 20. */
  readonly width?: number;
  /** Seconds between two drawings. Default 0.05. */
  readonly interval?: number;
}

/**
 * Draws how far an epoch has come, and its logs: Keras's `ProgbarLogger`.
 *
 * ```text
 * Epoch 1/5
 * 1719/1719 ━━━━━━━━━━━━━━━━━━━━ 3s 2ms/step - loss: 0.7237 - accuracy: 0.7644 - valLoss: 0.5213
 * ```
 *
 * While the epoch goes along, its logs are the means of the steps so far, and the time is what is left.
 */
export class ProgressBar implements Callback {
  readonly #write: (text: string) => void;
  readonly #isDynamic: boolean;
  readonly #width: number;
  readonly #interval: number;
  #start = 0;
  #first = 0;
  #afterFirst = 0;
  #batches = 0;
  #drawnAt = 0;
  #drawnLength = 0;
  #means: Record<string, { sum: number; count: number }> = {};

  constructor({ write, isDynamic, width = 20, interval = 0.05 }: ProgressBarOptions = {}) {
    const output = write ? { write, isTerminal: false } : standardOutput();
    this.#write = output.write;
    this.#isDynamic = isDynamic ?? output.isTerminal;
    this.#width = width;
    this.#interval = interval;
  }

  onEpochBegin({ epoch, epochs }: EpochBeginEvent): void {
    if (epochs > 1) this.#write(`Epoch ${epoch + 1}/${epochs}\n`);
    this.#start = performance.now();
    this.#first = 0;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
    this.#drawnLength = 0;
    this.#means = {};
  }

  onBatchEnd({ batch, batches, logs }: BatchEndEvent): void {
    const now = performance.now();
    if (this.#first === 0) {
      this.#first = batch;
      this.#afterFirst = now;
    }
    this.#batches = batches;
    for (const [name, value] of Object.entries(logs)) {
      this.#means[name] ??= { sum: 0, count: 0 };
      this.#means[name].sum += value;
      this.#means[name].count++;
    }
    if (!this.#isDynamic || now - this.#drawnAt < this.#interval * 1000) return;
    this.#drawnAt = now;
    const means = Object.fromEntries(Object.entries(this.#means).map(([name, { sum, count }]) => [name, sum / count]));
    this.#draw(batch, now, means, false);
  }

  onEpochEnd({ batches, logs }: EpochEndEvent): void {
    this.#batches = batches;
    this.#draw(batches, performance.now(), logs, true);
  }

  /** An epoch that has not come to its end leaves its line as it is. */
  onTrainEnd(): void {
    if (this.#drawnLength > 0) this.#write('\n');
    this.#drawnLength = 0;
  }

  #draw(batch: number, now: number, logs: Scores | Readonly<Record<string, number>>, isLast: boolean): void {
    const { text, length } = progressLine({
      batch,
      batches: this.#batches,
      secondsPerStep: this.#secondsPerStep(batch, now),
      seconds: (now - this.#start) / 1000,
      logs,
      isLast,
      width: this.#width,
      hasColors: this.#isDynamic,
    });
    const padding = ' '.repeat(Math.max(0, this.#drawnLength - length));
    this.#write(`${this.#isDynamic ? '\r' : ''}${text}${padding}${isLast ? '\n' : ''}`);
    this.#drawnLength = isLast ? 0 : length;
  }

  /** Without the first step, which has things to set up, as soon as there is another. */
  #secondsPerStep(batch: number, now: number): number {
    const [since, steps] = batch > this.#first ? [this.#afterFirst, batch - this.#first] : [this.#start, 1];
    return (now - since) / 1000 / steps;
  }
}

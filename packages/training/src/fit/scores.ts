import type { OutputKind } from '@feedforward/datasets';
import type { Accumulator, Metric } from '@feedforward/metrics';
import type { Reduction } from '@feedforward/metrics/losses';
import type { BatchResult, CheckedBatch } from '../engine/engine.ts';

/** The loss, and each of the trainer's metrics under its name. */
export interface Scores {
  readonly loss: number;
  readonly [metric: string]: number;
}

/** The metrics a trainer reports, by the names it reports them under. */
export type Metrics = Readonly<Record<string, Metric>>;

/** Scores over several batches: a mean loss counts every example alike, a summed loss adds up. */
export class ScoreKeeper {
  readonly #metrics: readonly [string, Accumulator][];
  readonly #outputKind: OutputKind | undefined;
  readonly #reduction: Reduction;
  #loss = 0;
  #examples = 0;

  constructor(metrics: Metrics, outputKind: OutputKind | undefined, reduction: Reduction = 'mean') {
    this.#metrics = Object.entries(metrics).map(([name, metric]) => [name, metric.start()]);
    this.#outputKind = outputKind;
    this.#reduction = reduction;
  }

  update({ loss, outputs }: BatchResult, { labels, weights }: CheckedBatch): void {
    const examples = outputs.length;
    this.#loss += this.#reduction === 'mean' ? loss * examples : loss;
    this.#examples += examples;
    const said = outputs.ofKind(this.#outputKind);
    for (const [, metric] of this.#metrics) metric.update(said, labels, weights);
  }

  result(): Scores {
    const loss = this.#reduction === 'mean' ? this.#loss / this.#examples : this.#loss;
    return { loss, ...Object.fromEntries(this.#metrics.map(([name, metric]) => [name, metric.result()])) };
  }
}

import type { Matrix, Targets } from '@feedforward/datasets';
import { type Metric, score } from '@feedforward/metrics';
import type { Reduction } from '@feedforward/metrics/losses';
import { ratio } from './ratio.ts';

/**
 * TensorFlow's two losses of an evaluation: `averageLoss`, Σ w·l / Σ w over all examples; and `loss`, what training
 * reports of a batch, on average over the batches, whatever their sizes.
 */
export class LossScores {
  readonly #metric: Metric;
  readonly #reduction: Reduction;
  readonly #factor: number;
  #sum = 0;
  #weight = 0;
  #batchLosses = 0;
  #batches = 0;
  #examples = 0;

  /** @param metric The examples' losses, averaged. */
  constructor(metric: Metric, reduction: Reduction, factor = 1) {
    this.#metric = metric;
    this.#reduction = reduction;
    this.#factor = factor;
  }

  update(logits: Matrix, targets: Targets, weights: Float32Array | undefined): void {
    const weight = weights ? weights.reduce((sum, value) => sum + value, 0) : logits.length;
    const sum = weight === 0 ? 0 : score(this.#metric, logits, targets, weights) * weight;
    this.#sum += sum;
    this.#weight += weight;
    const loss = sum * this.#factor;
    this.#batchLosses += this.#reduction === 'sum' ? loss : loss / logits.length;
    this.#batches++;
    this.#examples += logits.length;
  }

  /** @throws RangeError if there were no examples. */
  result(): { readonly averageLoss: number; readonly loss: number } {
    if (this.#examples === 0) throw new RangeError('Cannot evaluate: the input has no examples.');
    return { averageLoss: ratio(this.#sum, this.#weight), loss: this.#batchLosses / this.#batches };
  }
}

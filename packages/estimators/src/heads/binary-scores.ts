import type { Matrix, Targets } from '@feedforward/datasets';
import { precision, recall } from '@feedforward/metrics';
import { ratio } from './ratio.ts';
import { ThresholdCounts } from './threshold-counts.ts';

/** What TensorFlow's binary head reports besides accuracy and losses. */
export class BinaryScores {
  readonly #precision = precision().start();
  readonly #recall = recall().start();
  readonly #counts = new ThresholdCounts();
  #weight = 0;
  #labels = 0;
  #predictions = 0;

  update(logits: Matrix<Float32Array>, targets: Targets, weights: Float32Array | undefined): void {
    this.#precision.update(logits, targets, weights);
    this.#recall.update(logits, targets, weights);
    const values = logits.toFloat32();
    for (const [i, logit] of values.entries()) {
      const probability = 1 / (1 + Math.exp(-logit));
      const label = Number(targets instanceof Float32Array || targets instanceof Int32Array ? targets[i] : 0);
      const weight = weights?.[i] ?? 1;
      this.#counts.update(probability, label === 1, weight);
      this.#weight += weight;
      this.#labels += weight * label;
      this.#predictions += weight * probability;
    }
  }

  result(): Record<string, number> {
    const labelMean = ratio(this.#labels, this.#weight);
    return {
      accuracyBaseline: Math.max(labelMean, 1 - labelMean),
      auc: this.#counts.rocArea(),
      aucPrecisionRecall: this.#counts.precisionRecallArea(),
      labelMean,
      precision: this.#precision.result(),
      predictionMean: ratio(this.#predictions, this.#weight),
      recall: this.#recall.result(),
    };
  }
}
